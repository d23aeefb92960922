import type { JsonValue } from '@/lib/json';
import { NodeFailure, type NodeClass } from '../../engine/node-class';
import { CONDITIONING_DEFINITIONS } from '../definitions/conditioning';
import type { Given } from '../given';
import { implement, outputs, type Run } from '../implement';
import { encodePictures } from './vae';
import { changed } from './loaders';
import type { Conditioning, ImageBatch, Model, PromptPart } from '../values';

/** Prompts and what is attached to them. Texts are carried, not understood; `painting/` draws by them. */
export const CONDITIONING: readonly NodeClass[] = implement(CONDITIONING_DEFINITIONS, {
  CLIPTextEncode: (given) => outputs(encode(given, given.text('text'))),
  CLIPTextEncodeFlux: (given) => outputs(encode(given, joinTexts(given, ['t5xxl', 'clip_l']), { guidance: given.number('guidance') })),
  CLIPTextEncodeSDXL: (given) => {
    const size = ['width', 'height', 'crop_w', 'crop_h', 'target_width', 'target_height'].map(given.number);
    return outputs(encode(given, joinTexts(given, ['text_g', 'text_l']), { size }));
  },
  CLIPTextEncodeSDXLRefiner: (given) => outputs(encode(given, given.text('text'), { aesthetics: given.number('ascore') })),
  CLIPTextEncodeSD3: (given) => outputs(encode(given, joinTexts(given, ['t5xxl', 'clip_g', 'clip_l']))),
  CLIPSetLastLayer: (given) => outputs(changed(given.wire('clip', 'clip'), `last layer ${given.number('stop_at_clip_layer')}`)),
  ConditioningCombine: (given) => {
    const parts = [...conditioning(given, 'conditioning_1').parts, ...conditioning(given, 'conditioning_2').parts];
    return outputs({ kind: 'conditioning', parts } satisfies Conditioning);
  },
  ConditioningConcat: (given) => {
    const from = conditioning(given, 'conditioning_from').parts[0]?.text ?? '';
    return outputs(mapParts(conditioning(given, 'conditioning_to'), (part) => ({ ...part, text: `${part.text}, ${from}` })));
  },
  ConditioningAverage: average,
  ConditioningMultiply: change((part, given) => ({ ...part, strength: part.strength * given.number('multiplier') })),
  ConditioningSetArea: change((part, given) => ({ ...part, area: areaOf(given, false), strength: given.number('strength') })),
  ConditioningSetAreaPercentage: change((part, given) => ({ ...part, area: areaOf(given, true), strength: given.number('strength') })),
  ConditioningSetAreaStrength: change((part, given) => ({ ...part, strength: given.number('strength') })),
  ConditioningSetMask: change((part, given) => ({
    ...withDetail(part, 'mask area', given.text('set_cond_area')),
    mask: given.wire('mask', 'mask'),
    strength: given.number('strength'),
  })),
  ConditioningSetTimestepRange: change((part, given) => withDetail(part, 'range', [given.number('start'), given.number('end')])),
  ConditioningZeroOut: change((part) => ({ ...part, text: '', details: { zeroed: true } })),
  FluxGuidance: change((part, given) => withDetail(part, 'guidance', given.number('guidance'))),
  CLIPVisionEncode: (given) => outputs({ kind: 'seen', image: given.wire('image', 'image') }),
  StyleModelApply: change((part, given) => {
    const style = withDetail(part, 'style', given.wire('style_model', 'style-model').name);
    return withHint(style, given.wire('clip_vision_output', 'seen').image, given.number('strength'));
  }),
  unCLIPConditioning: change((part, given) => withHint(part, given.wire('clip_vision_output', 'seen').image, given.number('strength'))),
  InpaintModelConditioning: inpaint,
  ReferenceLatent: change((part, given) => {
    const pictures = given.optionalWire('latent', 'latent')?.items.filter((item) => item !== null) ?? [];
    const [first] = pictures;
    if (first === undefined) return part;
    return withHint(part, { kind: 'image', channels: 3, width: first.width, height: first.height, frames: [first] }, 1);
  }),
  ControlNetApply: (given) => outputs(control(given, 'conditioning')),
  ControlNetApplyAdvanced: (given) => outputs(control(given, 'positive'), control(given, 'negative')),
  SetUnionControlNetType: (given) => outputs(changed(given.wire('control_net', 'control-net'), given.text('type'))),
});

function conditioning(given: Given, name: string): Conditioning {
  return given.wire(name, 'conditioning');
}

function encode(given: Given, text: string, details: Readonly<Record<string, JsonValue>> = {}): Conditioning {
  const clip: Model | undefined = given.optionalWire('clip', 'clip');
  if (clip === undefined) throw new NodeFailure('RuntimeError', 'ERROR: clip input is invalid: None');
  return { kind: 'conditioning', parts: [{ text, strength: 1, details: { clip: [clip.name, ...clip.changes], ...details }, hints: [] }] };
}

function joinTexts(given: Given, names: readonly string[]): string {
  return [...new Set(names.map(given.text))].filter((text) => text !== '').join('\n');
}

function change(update: (part: PromptPart, given: Given) => PromptPart): Run {
  return (given) => outputs(mapParts(conditioning(given, 'conditioning'), (part) => update(part, given)));
}

function mapParts(source: Conditioning, update: (part: PromptPart) => PromptPart): Conditioning {
  return { kind: 'conditioning', parts: source.parts.map(update) };
}

function withDetail(part: PromptPart, name: string, value: JsonValue): PromptPart {
  return { ...part, details: { ...part.details, [name]: value } };
}

function withHint(part: PromptPart, image: ImageBatch, strength: number): PromptPart {
  return strength === 0 ? part : { ...part, hints: [...part.hints, { image, strength }] };
}

function areaOf(given: Given, isFraction: boolean): NonNullable<PromptPart['area']> {
  return { x: given.number('x'), y: given.number('y'), width: given.number('width'), height: given.number('height'), isFraction };
}

function average(given: Given): ReturnType<Run> {
  const share = given.number('conditioning_to_strength');
  const from = conditioning(given, 'conditioning_from').parts[0]?.text ?? '';
  const text = (part: PromptPart): string => (share >= 1 ? part.text : share <= 0 ? from : `${part.text}, ${from}`);
  const parts = mapParts(conditioning(given, 'conditioning_to'), (part) => withDetail({ ...part, text: text(part) }, 'average', share));
  return outputs(parts);
}

function control(given: Given, name: string): Conditioning {
  const net = given.wire('control_net', 'control-net');
  const strength = given.number('strength');
  const image = given.wire('image', 'image');
  return mapParts(conditioning(given, name), (part) => {
    return strength === 0 ? part : withHint(withDetail(part, 'control net', [net.name, ...net.changes]), image, strength);
  });
}

function inpaint(given: Given): ReturnType<Run> {
  const latent = encodePictures(given.wire('pixels', 'image'));
  const noiseMask = given.wire('mask', 'mask');
  const marked = (name: string): Conditioning => mapParts(conditioning(given, name), (part) => withDetail(part, 'inpaint', true));
  return outputs(marked('positive'), marked('negative'), given.flag('noise_mask') ? { ...latent, noiseMask } : latent);
}
