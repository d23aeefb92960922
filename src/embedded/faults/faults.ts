/** What happens to every n-th frame from the server; n of 0 never comes. */
export interface FrameNoise {
  readonly every: number;
  /** `reorder`: the frame changes places with the next. `corrupt`: a text is cut in half, bytes lose their second half. */
  readonly kind: 'drop' | 'duplicate' | 'reorder' | 'corrupt';
}

/** What a fault proxy does to the traffic. Everything absent is harmless; faults combine. Times are of the injected clock. */
export interface ProxyFaults {
  /** Each answer and frame comes so late, give or take `jitterMs`; the order on one line stays. */
  readonly latencyMs?: number;
  readonly jitterMs?: number;
  /** Answers and frames take this long by their size. */
  readonly bytesPerSecond?: number;
  /** Connections stay open and are even accepted, but no byte passes until this is taken back: then all come in one burst. */
  readonly isStalled?: boolean;
  /** Sockets are accepted and never answered. */
  readonly hangsOnAccept?: boolean;
  /** New requests and sockets are broken without a word. */
  readonly resets?: boolean;
  /** Every request is answered 502 with a page, sockets are refused with it. */
  readonly isBadGateway?: boolean;
  /** Every request is answered with this instead. */
  readonly answer?: { readonly status: number; readonly contentType: string; readonly body: string };
  /** JSON answers end in the middle. */
  readonly truncatesJson?: boolean;
  readonly frames?: FrameNoise;
  /** A socket on which nobody says anything for so long is broken, as by nginx `proxy_read_timeout`. */
  readonly idleCutMs?: number;
  /** The server's side of a socket outlives the client's by so long: the ghost of a sleeping laptop. */
  readonly ghostMs?: number;
}
