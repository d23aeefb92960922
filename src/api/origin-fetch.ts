/** `fetch` as a page of an origin would have it done in a browser, for where there is none: reads carry no Origin, everything else does. */
export function createOriginFetch(origin: string): typeof fetch {
  return (input, init) => {
    const headers = new Headers(init?.headers);
    if (init?.method !== undefined && init.method !== 'GET') headers.set('Origin', origin);
    return fetch(input, { ...init, headers });
  };
}
