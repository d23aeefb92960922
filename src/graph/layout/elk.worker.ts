// In a worker this makes the worker itself answer to ELK's messages.
import 'elkjs/lib/elk-worker.min.js';
