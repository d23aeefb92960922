/** One request the server got. */
export interface RequestRecord {
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
}

/** The last requests, for tests that ask what a client did. */
export interface RequestLog {
  readonly add: (record: RequestRecord) => void;
  readonly all: () => readonly RequestRecord[];
  readonly clear: () => void;
}

const MAX_RECORDS = 2_000;

export function createRequestLog(): RequestLog {
  let records: RequestRecord[] = [];
  return {
    add: (record) => {
      records.push(record);
      if (records.length > MAX_RECORDS) records = records.slice(-MAX_RECORDS / 2);
    },
    all: () => [...records],
    clear: () => {
      records = [];
    },
  };
}
