import { ProtocolError } from '@/lib/errors';
import { parseExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonValue } from '@/lib/json';
import { decodeUtf8 } from './bytes';
import type { NamedText } from './named-text';
import { safetensorsHeaderBytes } from './sniff';

/** Training tools leave large texts of their own beside these. */
const KEYWORDS: readonly string[] = ['workflow', 'prompt'];

/**
 * Reads prompt and workflow from the header of a safetensors or `.latent` file (`__metadata__`, texts by name). Needs only the header.
 * Source: ComfyUI `nodes.py` SaveLatent, `comfy_extras/nodes_model_merging.py`.
 * @throws ProtocolError `safetensors-truncated`, `safetensors-broken`.
 */
export function readSafetensorsTexts(bytes: Uint8Array): readonly NamedText[] {
  const metadata = readMetadata(bytes);
  return KEYWORDS.flatMap((keyword) => {
    const text = metadata[keyword];
    return typeof text === 'string' ? [{ keyword, text }] : [];
  });
}

function readMetadata(bytes: Uint8Array): Readonly<Record<string, JsonValue>> {
  const length = safetensorsHeaderBytes(bytes);
  if (length === null) throw new ProtocolError('safetensors-broken', 'no header length');
  if (8 + length > bytes.length) throw new ProtocolError('safetensors-truncated', 'the file ends inside its header');
  const text = decodeUtf8(bytes.subarray(8, 8 + length));
  if (text === null) throw new ProtocolError('safetensors-broken', 'the header is not UTF-8');
  try {
    const header = parseExactJson(text);
    const metadata = isJsonObject(header) ? header['__metadata__'] : undefined;
    return isJsonObject(metadata) ? metadata : {};
  } catch (error) {
    throw new ProtocolError('safetensors-broken', 'the header is not JSON', { cause: error });
  }
}
