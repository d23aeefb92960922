// The least reading and writing can be: fetch, decode, parse; and stringify of what is handed over.
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

window.floorData = {
  /** Median ms of fetching the node types to bytes, and of decoding and parsing them. */
  read: async (runs) => {
    const [fetches, parses] = [[], []];
    for (let run = 0; run < runs; run++) {
      const startedAt = performance.now();
      const bytes = await (await fetch('/api/object_info')).arrayBuffer();
      const fetchedAt = performance.now();
      JSON.parse(new TextDecoder().decode(bytes));
      fetches.push(fetchedAt - startedAt);
      parses.push(performance.now() - fetchedAt);
    }
    return { fetchMs: median(fetches), parseMs: median(parses) };
  },
  /** Median ms of writing a value as JSON, indented as the exported file is. */
  write: (text, runs) => {
    const value = JSON.parse(text);
    const times = [];
    for (let run = 0; run < runs; run++) {
      const startedAt = performance.now();
      JSON.stringify(value, null, 2);
      times.push(performance.now() - startedAt);
    }
    return median(times);
  },
};
performance.mark('app:interactive');
