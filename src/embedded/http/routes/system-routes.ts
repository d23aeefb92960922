import { jsonAnswer } from '../answers';
import type { MemoryFigures } from '../machine-memory';
import type { HttpProfile } from '../profile';
import type { AddRoute } from '../route-table';
import type { ServerContext } from '../server-context';

/** Packages whose versions a server reports; the embedded one has none of them installed. */
const PACKAGES: readonly (readonly [string, string])[] = [
  ['comfyui-frontend-package', '1.49.6'],
  ['comfyui-workflow-templates', '0.11.44'],
  ['comfyui-embedded-docs', '0.5.10'],
];

/** `/system_stats` (an invented machine) and `/features`. */
export function addSystemRoutes(add: AddRoute, { memory, profile, features, argv }: ServerContext): void {
  add('GET', '/features', () => jsonAnswer(features()));
  add('GET', '/system_stats', () => {
    const figures = memory.read();
    return jsonAnswer({ system: describeSystem(profile, argv, figures), devices: [describeDevice(figures)] });
  });
}

function describeSystem(profile: HttpProfile, argv: readonly string[], memory: MemoryFigures): object {
  const versions = {
    required_frontend_version: '1.49.6',
    installed_templates_version: null,
    required_templates_version: '0.11.44',
    comfy_package_versions: PACKAGES.map(([name, required]) => ({ name, installed: null, required })),
  };
  return {
    os: profile.hasPackageVersions ? 'linux' : 'posix',
    ram_total: memory.ramTotal,
    ram_free: memory.ramFree,
    comfyui_version: profile.comfyuiVersion,
    ...(profile.hasPackageVersions && versions),
    python_version: '3.12.0 (embedded look-alike)',
    pytorch_version: '2.9.0+cu130',
    embedded_python: false,
    ...(profile.hasPackageVersions && { deploy_environment: 'local-git' }),
    argv,
  };
}

function describeDevice(memory: MemoryFigures): object {
  return {
    name: 'cuda:0 Comfydeck Simulated GPU : native',
    type: 'cuda',
    index: 0,
    vram_total: memory.vramTotal,
    vram_free: memory.vramFree,
    torch_vram_total: memory.torchVramTotal,
    torch_vram_free: memory.torchVramFree,
  };
}
