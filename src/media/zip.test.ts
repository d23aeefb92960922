import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { crc32 } from './png';
import { toZipParts } from './zip';
import type { ZipEntry } from './zip';

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const join = (parts: readonly Uint8Array[]): Buffer => Buffer.concat(parts.map((part) => Buffer.from(part)));

/** Reads an archive by its directory, as unpackers do. */
function unzip(archive: Buffer): readonly ZipEntry[] {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = archive.readUInt32LE(end + 16);
  return Array.from({ length: archive.readUInt16LE(end + 10) }, () => {
    const [crc, size, nameLength] = [archive.readUInt32LE(at + 16), archive.readUInt32LE(at + 24), archive.readUInt16LE(at + 28)];
    const local = archive.readUInt32LE(at + 42);
    const name = archive.subarray(at + 46, at + 46 + nameLength).toString('utf8');
    at += 46 + nameLength;
    const start = local + 30 + archive.readUInt16LE(local + 26);
    expect(archive.readUInt32LE(local)).toBe(0x04034b50);
    const content = new Uint8Array(archive.subarray(start, start + size));
    expect(crc32(content) >>> 0).toBe(crc);
    return { name, bytes: content };
  });
}

describe('a ZIP', () => {
  it('gives back its files, folders and names of any letters', () => {
    const entries = [
      { name: 'a.png', bytes: bytes('first') },
      { name: 'tag/ü 雪.txt', bytes: bytes('') },
      { name: 'b.bin', bytes: Uint8Array.from({ length: 300 }, (_none, at) => at % 256) },
    ];
    expect(unzip(join(toZipParts(entries)))).toEqual(entries);
  });

  it('may be empty', () => {
    expect(unzip(join(toZipParts([])))).toEqual([]);
  });

  it.skipIf(!hasPython())('is understood by another program', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'zip-'));
    const file = path.join(folder, 'a.zip');
    writeFileSync(file, join(toZipParts([{ name: 'x/y.txt', bytes: bytes('hello') }])));
    execFileSync('python3', ['-m', 'zipfile', '-e', file, folder]);
    expect(readFileSync(path.join(folder, 'x', 'y.txt'), 'utf8')).toBe('hello');
  });
});

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
