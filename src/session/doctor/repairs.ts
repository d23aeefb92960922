import type { DoctorPlace } from './examination';
import type { FindingCode } from './diagnose';

/** A line to write or to run, and where. */
export interface Repair {
  /** The program whose configuration or command line it is. */
  readonly where: string;
  readonly line: string;
}

/** What lines depend on. */
export interface RepairFacts {
  /** The server's address as asked. */
  readonly address: string;
  readonly place: DoctorPlace;
}

const nginx = (...lines: readonly string[]): readonly Repair[] => lines.map((line) => ({ where: 'nginx', line }));
const HOST = [
  ...nginx('proxy_set_header Host $http_host;'),
  { where: 'Caddy: remove', line: 'header_up Host {upstream_hostport}' },
  { where: 'Vite: remove', line: 'changeOrigin: true' },
  { where: 'Apache', line: 'ProxyPreserveHost On' },
];
const UPGRADE = [
  ...nginx('proxy_http_version 1.1;', 'proxy_set_header Upgrade $http_upgrade;', 'proxy_set_header Connection "upgrade";'),
  { where: 'Vite', line: "'/ws': { target, ws: true }" },
  { where: 'Apache', line: 'ProxyPass /ws http://127.0.0.1:8188/ws upgrade=websocket' },
];
const FORWARD = nginx('location ~ ^/(api|internal|extensions|templates)/|^/ws$ { proxy_pass http://127.0.0.1:8188; }');
const OWN_MACHINE = 'curl -m 5 http://127.0.0.1:8188/system_stats';

/** The lines that mend what is wrong; one of them is the right one, by what stands between page and server. */
export function repairsOf(code: FindingCode, { address, place }: RepairFacts): readonly Repair[] {
  const url = new URL(address);
  const origin = place.origin ?? url.origin;
  const around = { where: 'Shell', line: `COMFYUI_URL=http://${url.hostname}:8188 npm start` };
  const tunnel = { where: 'Shell', line: `ssh -L 8188:127.0.0.1:8188 ${url.hostname}` };
  const cors = { where: 'ComfyUI', line: `python main.py --enable-cors-header ${origin}` };
  const reached = { where: 'Browser', line: `${address}/api/system_stats` };
  const lines: Readonly<Record<FindingCode, readonly Repair[]>> = {
    unreachable: [{ where: 'ComfyUI', line: `python main.py --port ${url.port === '' ? '8188' : url.port}` }],
    'cors-blocked': [cors],
    stalled: [{ where: 'Shell, on the server’s machine', line: OWN_MACHINE }],
    'bad-gateway': [{ where: 'Shell, on the proxy’s machine', line: OWN_MACHINE }, ...nginx('proxy_pass http://127.0.0.1:8188;')],
    'sign-in': [reached],
    'login-page': [reached, ...FORWARD],
    'host-refused': [{ where: 'Vite', line: `allowedHosts: ['${new URL(origin).hostname}']` }, ...HOST, cors],
    'all-fail': [{ where: 'Shell, on the server’s machine', line: OWN_MACHINE }],
    truncated: nginx('proxy_buffering off;', 'proxy_max_temp_file_size 0;'),
    'origin-refused': [...HOST, cors],
    'socket-origin': [...HOST, ...UPGRADE],
    'socket-no-upgrade': UPGRADE,
    'socket-hangs': UPGRADE,
    'socket-reopen': UPGRADE,
    'socket-silent': [...nginx('proxy_buffering off;'), around],
    'socket-idle': nginx('proxy_read_timeout 1h;'),
    'socket-deaf': [...nginx('proxy_ignore_client_abort off;'), around],
    'frames-corrupt': [around],
    'frames-lost': [around],
    'frames-doubled': [around],
    'frames-disordered': [around],
    'body-limit': [...nginx('client_max_body_size 110m;'), { where: 'ComfyUI', line: 'python main.py --max-upload-size 100' }],
    'path-decoded': [
      ...nginx('if ($request_uri ~ ^/comfy(/.*)$) { set $raw $1; }', 'proxy_pass http://127.0.0.1:8188$raw;'),
      { where: 'Caddy', line: 'handle_path /comfy/* { reverse_proxy 127.0.0.1:8188 }' },
      { where: 'Apache', line: 'AllowEncodedSlashes NoDecode' },
    ],
    'not-forwarded': FORWARD,
    'user-needed': [{ where: 'This page', line: '#/settings/users' }],
    'route-missing': [...FORWARD, { where: 'Shell, in the folder of ComfyUI', line: 'git pull && pip install -r requirements.txt' }],
    'route-fails': [{ where: 'This page', line: '#/server?show=log' }],
    'answers-odd': [reached],
    slow: [tunnel],
    unsteady: [tunnel],
    narrow: [{ where: 'ComfyUI', line: 'python main.py --enable-compress-response-body' }],
    'no-range': nginx('proxy_force_ranges on;'),
    uncompressed: [
      { where: 'ComfyUI', line: 'python main.py --enable-compress-response-body' },
      ...nginx('gzip on; gzip_types application/json text/plain;'),
      { where: 'Caddy', line: 'encode zstd gzip' },
    ],
    'open-to-all': [cors],
    'cors-hides': [{ where: 'ComfyUI', line: 'python main.py --front-end-root dist' }],
    'not-secure': [{ where: 'Caddy', line: 'tls internal' }, tunnel],
  };
  return lines[code];
}
