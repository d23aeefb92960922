import { ApiError } from '@/lib/errors';
import { keys } from '../keys';
import { serverQuery } from './server-query';
import type { QuerySession, ServerQuery } from './server-query';

/** An example workflow the server offers. */
export interface OfferedTemplate {
  /** The pack it comes with; null for those of the server itself. */
  readonly pack: string | null;
  readonly group: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly pictureUrl: string;
}

/** All example workflows of the server and of its packs, group by group; a server without one of the routes offers what the other has. */
export function templatesQuery({ serverId, client }: QuerySession): ServerQuery<readonly OfferedTemplate[]> {
  return serverQuery({
    key: keys.templates(serverId),
    staleTime: Infinity,
    load: async (signal): Promise<readonly OfferedTemplate[]> => {
      const [groups, packs] = await Promise.all([
        client.templateIndex({ signal }).catch(emptyIfMissing([])),
        client.workflowTemplates({ signal }).catch(emptyIfMissing(new Map<string, readonly string[]>())),
      ]);
      const core = groups.flatMap(({ title: group, templates }) =>
        templates.map(({ name, title, description, mediaSubtype }): OfferedTemplate => {
          const pictureUrl = client.templatePictureUrl({ name, mediaSubtype });
          return { pack: null, group, name, title, description, pictureUrl };
        }),
      );
      const ofPacks = [...packs].flatMap(([pack, names]) =>
        names.map((name): OfferedTemplate => {
          const pictureUrl = client.templatePictureUrl({ pack, name, mediaSubtype: 'jpg' });
          return { pack, group: pack, name, title: name, description: '', pictureUrl };
        }),
      );
      return [...core, ...ofPacks];
    },
  });
}

function emptyIfMissing<T>(empty: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof ApiError && error.code === 'http' && (error.status === 404 || error.status === 405)) return empty;
    throw error;
  };
}
