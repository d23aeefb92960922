import { describe, expect, it } from 'vitest';
import { parseCommandLine } from './cli';

describe('the command line of the embedded server', () => {
  it('has defaults for a person who just starts it', () => {
    expect(parseCommandLine([])).toMatchObject({ port: 8188, profile: 'plain', starter: true, stepMs: 60, cors: false });
  });

  it('reads every option', () => {
    const argv =
      '--port 0 --host 0.0.0.0 --profile old --data d --seed 7 --step-ms 1 --max-upload-size 1.5 --multi-user --compress --test-nodes --empty'.split(
        ' ',
      );
    expect(parseCommandLine(argv)).toEqual({
      port: 0,
      host: '0.0.0.0',
      profile: 'old',
      dataDir: 'd',
      seed: 7,
      stepMs: 1,
      maxUploadBytes: 1.5 * 1024 * 1024,
      multiUser: true,
      compress: true,
      testNodes: true,
      starter: false,
      cors: false,
    });
  });

  it('takes --enable-cors-header with and without an origin', () => {
    expect(parseCommandLine(['--enable-cors-header'])).toMatchObject({ cors: '*' });
    expect(parseCommandLine(['--enable-cors-header', '--empty'])).toMatchObject({ cors: '*', starter: false });
    expect(parseCommandLine(['--enable-cors-header', 'http://deck.example'])).toMatchObject({ cors: 'http://deck.example' });
  });

  it('asks for help', () => {
    expect(parseCommandLine(['--help'])).toBe('help');
  });

  it.each([['--port', 'x'], ['--port', '70000'], ['--profile', 'new'], ['--max-upload-size', '0'], ['--unknown']])(
    'refuses %s %s',
    (...argv) => {
      expect(() => parseCommandLine(argv)).toThrow(argv[0]);
    },
  );
});
