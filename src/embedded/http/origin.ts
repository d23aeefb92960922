import type { HttpProfile } from './profile';

/** The three headers the rule looks at. */
export interface OriginHeaders {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly secFetchSite: string | undefined;
}

/**
 * The rule against foreign pages calling a local server; off when CORS is on.
 * Source: ComfyUI `server.py` create_origin_only_middleware. Names other than `localhost` are not resolved here.
 */
export function isRequestAllowed(headers: OriginHeaders, profile: HttpProfile): boolean {
  if (profile.refusesCrossSite && headers.secFetchSite === 'cross-site') return false;
  if (headers.host === undefined || headers.origin === undefined) return true;
  const host = splitHost(headers.host.toLowerCase());
  const origin = splitHost(originNetloc(headers.origin));
  if (!isLoopback(host.name) || origin.name === '') return true;
  const isPortCompared = host.port !== '' && origin.port !== '';
  return host.name === origin.name && (!isPortCompared || host.port === origin.port);
}

function originNetloc(origin: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(origin)?.[1]?.toLowerCase() ?? '';
}

function splitHost(netloc: string): { name: string; port: string } {
  const match = /^(?:.*@)?(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(netloc);
  return { name: (match?.[1] ?? netloc).replace(/^\[|\]$/g, ''), port: match?.[2] ?? '' };
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(?:\.\d{1,3}){3}$/.test(name);
}

/** Headers that `--enable-cors-header` adds to every answer the handlers give (not to the framework's own errors). */
export function corsHeaders(allowedOrigin: string): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': allowedOrigin,
    'Access-Control-Allow-Methods': 'POST, GET, DELETE, PUT, OPTIONS, PATCH',
    'Access-Control-Allow-Headers': 'Content-Type, Authorization',
    'Access-Control-Allow-Credentials': 'true',
  };
}
