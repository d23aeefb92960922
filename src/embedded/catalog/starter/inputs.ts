import { readClip } from '../clips/read-clip';
import { createCubeGlb } from '../glb';
import { encodeJpeg, encodePng } from '../pixels/codec';
import { paintScene } from '../painting/scene';
import { composeTones } from '../sound/tones';
import { encodeWav } from '../sound/wav';
import type { Picture } from '../values';

/** The files in the input folder, by path: pictures drawn by code, sounds and clips of this project. */
export async function drawInputs(): Promise<ReadonlyMap<string, Uint8Array>> {
  const scene = (text: string, seed: string, [width, height]: readonly [number, number]): Promise<Picture> =>
    paintScene({ text, style: 'input', seed, steps: 20, cfg: 6, width, height });
  const harbor = await scene('harbor town at sunset, golden sea', '11', [384, 256]);
  const badge = await scene('flower badge, spring', '5', [192, 160]);
  return new Map([
    ['harbor.png', await encodePng(harbor, 3)],
    ['sketch.jpg', await encodeJpeg(await scene('portrait, pencil, rose', '3', [256, 320]), 88)],
    ['badge.png', await encodePng(withRoundHole(badge), 4)],
    ['references/meadow.png', await encodePng(await scene('meadow with flowers, blue sky', '8', [256, 192]), 3)],
    ['melody.wav', encodeWav({ ...composeTones('melody', 2, 22_050), channels: composeTones('melody', 2, 22_050).channels.slice(0, 1) })],
    ['chime.mp3', readClip('mp3')],
    ['waves.webm', readClip('webm')],
    ['drift.mp4', readClip('mp4')],
    ['3d/cube.glb', createCubeGlb([0.88, 0.48, 0.37])],
  ]);
}

/** Transparent where LoadImage shall find a mask: an ellipse in the middle. */
function withRoundHole(picture: Picture): Picture {
  const data = picture.data.slice();
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      const distance = Math.hypot((x / picture.width - 0.5) * 2.4, (y / picture.height - 0.5) * 2.4);
      if (distance < 1) data[(y * picture.width + x) * 4 + 3] = Math.round(255 * distance ** 4);
    }
  }
  return { ...picture, data };
}
