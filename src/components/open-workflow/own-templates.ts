import type { JsonObject, JsonValue } from '@/lib/json';

/** An example workflow of this program: an API prompt of classes every server has; what is not given takes its default. */
export interface OwnTemplate {
  readonly name: string;
  readonly description: string;
  readonly prompt: JsonObject;
}

const node = (class_type: string, inputs: Readonly<Record<string, JsonValue>>, title?: string): JsonObject => ({
  class_type,
  inputs,
  ...(title === undefined ? {} : { _meta: { title } }),
});

/** Five that need no model, so that they run on every server. */
export const OWN_TEMPLATES: readonly OwnTemplate[] = [
  {
    name: 'Resize a picture',
    description: 'Brings an input picture to a width and height of your choice.',
    prompt: {
      '1': node('LoadImage', {}, 'Picture'),
      '2': node('ImageScale', { image: ['1', 0], upscale_method: 'lanczos', width: 512, height: 512, crop: 'center' }, 'New size'),
      '3': node('SaveImage', { images: ['2', 0], filename_prefix: 'resized' }),
    },
  },
  {
    name: 'Soften a picture',
    description: 'Blurs an input picture and shows it beside the original.',
    prompt: {
      '1': node('LoadImage', {}, 'Picture'),
      '2': node('ImageBlur', { image: ['1', 0], blur_radius: 5, sigma: 1.5 }, 'Softness'),
      '3': node('ImageCompare', { image_a: ['1', 0], image_b: ['2', 0] }),
      '4': node('SaveImage', { images: ['2', 0], filename_prefix: 'soft' }),
    },
  },
  {
    name: 'Put one picture on another',
    description: 'Lays a picture with transparency over a background.',
    prompt: {
      '1': node('LoadImage', {}, 'Background'),
      '2': node('LoadImage', {}, 'Foreground'),
      '3': node('InvertMask', { mask: ['2', 1] }),
      '4': node('ImageCompositeMasked', { destination: ['1', 0], source: ['2', 0], mask: ['3', 0], x: 0, y: 0, resize_source: false }),
      '5': node('SaveImage', { images: ['4', 0], filename_prefix: 'combined' }),
    },
  },
  {
    name: 'Turn colours around',
    description: 'Makes the negative of an input picture.',
    prompt: {
      '1': node('LoadImage', {}, 'Picture'),
      '2': node('ImageInvert', { image: ['1', 0] }),
      '3': node('SaveImage', { images: ['2', 0], filename_prefix: 'negative' }),
    },
  },
  {
    name: 'Plain card',
    description: 'A picture of one colour. Needs no input at all: good for trying a server out.',
    prompt: {
      '1': node('EmptyImage', { width: 512, height: 320, batch_size: 1, color: 5198284 }, 'Card'),
      '2': node('PreviewImage', { images: ['1', 0] }),
    },
  },
];
