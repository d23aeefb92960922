import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { InputSpec } from '@/graph/node-types/node-type';
import type { JsonValue } from '@/lib/json';
import { fromWidgetFileValue } from '@/protocol/files';
import { modelFilesQuery, modelFoldersQuery } from '@/session/queries/models';
import { useSession } from '@/session/session-provider';

/** Address of a choice's picture; null where it has none. */
export type PictureOf = (choice: JsonValue) => string | null;

/** Which kind of models the lists of ComfyUI's own nodes hold. Source: ComfyUI `nodes.py`, `comfy_extras/nodes_upscale_model.py`, by input name. */
const MODEL_KINDS: Readonly<Record<string, string>> = {
  ckpt_name: 'checkpoints',
  lora_name: 'loras',
  vae_name: 'vae',
  unet_name: 'diffusion_models',
  clip_name: 'text_encoders',
  clip_name1: 'text_encoders',
  clip_name2: 'text_encoders',
  clip_name3: 'text_encoders',
  control_net_name: 'controlnet',
  style_model_name: 'style_models',
  gligen_name: 'gligen',
  hypernetwork_name: 'hypernetworks',
  model_name: 'upscale_models',
};
const THUMBNAIL = { format: 'webp', quality: 60 } as const;

/** Pictures for a list of choices: files the server shows, models it has previews of. Null for lists that have none. */
export function useChoicePictures(spec: Pick<InputSpec, 'name' | 'widget'> | null): PictureOf | null {
  const session = useSession();
  const isFiles = spec?.widget.kind === 'combo' && spec.widget.upload === 'image';
  const kind = isFiles || spec === null ? undefined : MODEL_KINDS[spec.name.split('.').at(-1) ?? spec.name];
  const { data: described } = useQuery({ ...modelFoldersQuery(session), enabled: kind !== undefined });
  const isDescribed = kind !== undefined && described?.has(kind) === true;
  const { data: models } = useQuery({ ...modelFilesQuery(session, kind ?? '', true), enabled: isDescribed });
  return useMemo(() => {
    const { client } = session;
    if (isFiles) {
      return (choice) => (typeof choice === 'string' ? client.viewUrl(fromWidgetFileValue(choice), { preview: THUMBNAIL }) : null);
    }
    if (kind === undefined || models === undefined) return null;
    const byName = new Map(models.map((file) => [file.name, file]));
    return (choice) => {
      const file = typeof choice === 'string' ? byName.get(choice) : undefined;
      return file === undefined ? null : client.modelPreviewUrl(kind, file);
    };
  }, [session, isFiles, kind, models]);
}
