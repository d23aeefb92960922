/** Corners of a cube of side 1 around the origin, in the order of the triangles below. */
const CORNERS: readonly (readonly [number, number, number])[] = [
  [-0.5, -0.5, -0.5], [0.5, -0.5, -0.5], [0.5, 0.5, -0.5], [-0.5, 0.5, -0.5],
  [-0.5, -0.5, 0.5], [0.5, -0.5, 0.5], [0.5, 0.5, 0.5], [-0.5, 0.5, 0.5],
]; // prettier-ignore

const FACES: readonly (readonly [number, number, number, number])[] = [
  [0, 3, 2, 1],
  [4, 5, 6, 7],
  [0, 1, 5, 4],
  [2, 3, 7, 6],
  [1, 2, 6, 5],
  [0, 4, 7, 3],
];

/** Writes a cube of one colour (0 to 1 each) as a GLB file. Source: the glTF 2.0 specification, section 4. */
export function createCubeGlb(color: readonly [number, number, number]): Uint8Array {
  const positions = FACES.flatMap((face) => face.flatMap((corner) => CORNERS[corner] ?? [0, 0, 0]));
  const indices = FACES.flatMap((_, face) => [0, 1, 2, 0, 2, 3].map((corner) => face * 4 + corner));
  const binary = new Uint8Array(positions.length * 4 + indices.length * 2);
  binary.set(new Uint8Array(Float32Array.from(positions).buffer));
  binary.set(new Uint8Array(Uint16Array.from(indices).buffer), positions.length * 4);
  const json = {
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0, name: 'cube' }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1, material: 0 }] }],
    materials: [{ doubleSided: true, pbrMetallicRoughness: { baseColorFactor: [...color, 1], metallicFactor: 0, roughnessFactor: 0.8 } }],
    accessors: [
      { bufferView: 0, componentType: 5126, count: positions.length / 3, type: 'VEC3', min: [-0.5, -0.5, -0.5], max: [0.5, 0.5, 0.5] },
      { bufferView: 1, componentType: 5123, count: indices.length, type: 'SCALAR' },
    ],
    bufferViews: [
      { buffer: 0, byteOffset: 0, byteLength: positions.length * 4, target: 34962 },
      { buffer: 0, byteOffset: positions.length * 4, byteLength: indices.length * 2, target: 34963 },
    ],
    buffers: [{ byteLength: binary.length }],
  };
  return joinGlb(json, binary);
}

function joinGlb(json: object, binary: Uint8Array): Uint8Array {
  const text = JSON.stringify(json);
  const head = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 4) * 4));
  const body = new Uint8Array(Math.ceil(binary.length / 4) * 4);
  body.set(binary);
  const bytes = new Uint8Array(12 + 8 + head.length + 8 + body.length);
  const view = new DataView(bytes.buffer);
  for (const [index, word] of [0x46546c67, 2, bytes.length, head.length, 0x4e4f534a].entries()) view.setUint32(index * 4, word, true);
  bytes.set(head, 20);
  view.setUint32(20 + head.length, body.length, true);
  view.setUint32(24 + head.length, 0x004e4942, true);
  bytes.set(body, 28 + head.length);
  return bytes;
}
