import { createHash } from 'node:crypto';
import { generateHistory } from './history';
import { generateObjectInfo } from './object-info';
import { generatePictures } from './pictures';
import { generateWorkflow } from './workflow';

/** Everything the scenarios are fed with, as text and bytes. */
export interface Material {
  readonly objectInfo: Readonly<Record<40 | 345, Buffer>>;
  readonly workflows: Readonly<Record<100 | 500 | 2_000, ReturnType<typeof generateWorkflow>>>;
  readonly pictures: readonly Buffer[];
  /** Two reports can be compared only if these are equal. */
  readonly checksum: string;
}

/** Generates all of it; about a second. */
export function generateMaterial(): Material {
  const objectInfo = { 40: toBytes(generateObjectInfo(40)), 345: toBytes(generateObjectInfo(345)) };
  const workflows = { 100: generateWorkflow(100), 500: generateWorkflow(500), 2_000: generateWorkflow(2_000) };
  const pictures = generatePictures();
  const hash = createHash('sha256');
  for (const part of [objectInfo[40], objectInfo[345], ...Object.values(workflows).map(({ text }) => text), ...pictures]) hash.update(part);
  hash.update(JSON.stringify(generateHistory(100)));
  return { objectInfo, workflows, pictures, checksum: hash.digest('hex').slice(0, 12) };
}

function toBytes(value: object): Buffer {
  return Buffer.from(JSON.stringify(value), 'utf8');
}
