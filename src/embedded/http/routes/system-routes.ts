import { jsonAnswer } from '../answers';
import type { HttpProfile } from '../profile';
import type { AddRoute } from '../route-table';
import type { ServerContext } from '../server-context';

const GIB = 1024 ** 3;
const RAM_TOTAL = 64 * GIB;
const VRAM_TOTAL = 24 * GIB;
/** What a run in progress holds on the invented card. */
const VRAM_BUSY = 9.5 * GIB;
const VRAM_IDLE = 1.25 * GIB;

/** Packages whose versions a server reports; the embedded one has none of them installed. */
const PACKAGES: readonly (readonly [string, string])[] = [
  ['comfyui-frontend-package', '1.49.6'],
  ['comfyui-workflow-templates', '0.11.44'],
  ['comfyui-embedded-docs', '0.5.10'],
];

/** `/system_stats` (an invented machine whose memory fills while something runs) and `/features`. */
export function addSystemRoutes(add: AddRoute, { engine, profile, features, argv }: ServerContext): void {
  add('GET', '/features', () => jsonAnswer(features()));
  add('GET', '/system_stats', () => {
    const isBusy = engine.queue().queue_running.length > 0;
    return jsonAnswer({ system: describeSystem(profile, argv, isBusy), devices: [describeDevice(isBusy)] });
  });
}

function describeSystem(profile: HttpProfile, argv: readonly string[], isBusy: boolean): object {
  const versions = {
    required_frontend_version: '1.49.6',
    installed_templates_version: null,
    required_templates_version: '0.11.44',
    comfy_package_versions: PACKAGES.map(([name, required]) => ({ name, installed: null, required })),
  };
  return {
    os: profile.hasPackageVersions ? 'linux' : 'posix',
    ram_total: RAM_TOTAL,
    ram_free: RAM_TOTAL - (isBusy ? 20 : 11) * GIB,
    comfyui_version: profile.comfyuiVersion,
    ...(profile.hasPackageVersions && versions),
    python_version: '3.12.0 (embedded look-alike)',
    pytorch_version: '2.9.0+cu130',
    embedded_python: false,
    ...(profile.hasPackageVersions && { deploy_environment: 'local-git' }),
    argv,
  };
}

function describeDevice(isBusy: boolean): object {
  const free = VRAM_TOTAL - (isBusy ? VRAM_BUSY : VRAM_IDLE);
  const torchTotal = isBusy ? 8 * GIB : GIB;
  return {
    name: 'cuda:0 Comfydeck Simulated GPU : native',
    type: 'cuda',
    index: 0,
    vram_total: VRAM_TOTAL,
    vram_free: free,
    torch_vram_total: torchTotal,
    torch_vram_free: GIB / 4,
  };
}
