/** Which server the embedded one behaves like. */
export type Profile = 'plain' | 'pre028' | 'old' | 'cluster';

/** What a profile changes on the HTTP side; the engine has its own table. */
export interface HttpProfile {
  readonly name: Profile;
  readonly comfyuiVersion: string;
  /** `/features`, the `feature_flags` handshake and type-4 previews. */
  readonly hasFeatureFlags: boolean;
  /** SVG, HTML and scripts of `/view` are served as what they are, without nosniff. */
  readonly servesDangerousTypesInline: boolean;
  /** `Sec-Fetch-Site: cross-site` is refused. */
  readonly refusesCrossSite: boolean;
  /** Fields of `/system_stats` that came after 2024. */
  readonly hasPackageVersions: boolean;
  /** `GET /history/{unknown}` answers the whole history. */
  readonly unknownHistoryIsAll: boolean;
  /** `/api/jobs` fails with 500 as soon as there is a history. */
  readonly jobsFailWithHistory: boolean;
  /** Routes (without `/api`) this server does not have; a prefix ending in `*` covers all below. */
  readonly missingRoutes: readonly string[];
}

const PLAIN: HttpProfile = {
  name: 'plain',
  comfyuiVersion: '0.33.0',
  hasFeatureFlags: true,
  servesDangerousTypesInline: false,
  refusesCrossSite: true,
  hasPackageVersions: true,
  unknownHistoryIsAll: false,
  jobsFailWithHistory: false,
  missingRoutes: [],
};

/** A server of late 2024: what came later per the version table of the protocol notes is missing. */
const OLD: HttpProfile = {
  ...PLAIN,
  name: 'old',
  comfyuiVersion: '0.2.7',
  hasFeatureFlags: false,
  servesDangerousTypesInline: true,
  refusesCrossSite: false,
  hasPackageVersions: false,
  missingRoutes: [
    '/jobs*',
    '/assets*',
    '/tags',
    '/features',
    '/i18n',
    '/v2/userdata',
    '/internal/files/*',
    '/global_subgraphs*',
    '/node_replacements',
    '/workflow_templates',
    '/experiment/*',
  ],
};

/** The frontend of a RabbitMQ cluster (base version 0.12.1): no cancel routes, the jobs list breaks on its own history. */
const CLUSTER: HttpProfile = {
  ...PLAIN,
  name: 'cluster',
  comfyuiVersion: '0.12.1',
  servesDangerousTypesInline: true,
  refusesCrossSite: false,
  hasPackageVersions: false,
  unknownHistoryIsAll: true,
  jobsFailWithHistory: true,
  missingRoutes: ['/jobs/cancel', '/jobs/:id/cancel', '/node_replacements', '/assets*', '/tags'],
};

const PROFILES: Readonly<Record<Profile, HttpProfile>> = {
  plain: PLAIN,
  pre028: { ...PLAIN, name: 'pre028', comfyuiVersion: '0.27.0', servesDangerousTypesInline: true },
  old: OLD,
  cluster: CLUSTER,
};

/** All profile names, for the command line. */
export const PROFILE_NAMES = Object.keys(PROFILES) as readonly Profile[];

/** The HTTP behaviour of a profile. */
export function getHttpProfile(name: Profile): HttpProfile {
  return PROFILES[name];
}

/** Whether a route pattern (without `/api`) exists in this profile. */
export function hasRoute(profile: HttpProfile, pattern: string): boolean {
  return !profile.missingRoutes.some((missing) => (missing.endsWith('*') ? pattern.startsWith(missing.slice(0, -1)) : pattern === missing));
}
