import { expose } from 'comlink';
import { createFileReader } from './file-reader';

expose(createFileReader());
