/** Numbers this program chose. Units are in the names; reasons beside the odd ones. */

/** `/queue` poll while something runs, while idle, and while the page is hidden. */
export const QUEUE_POLL_RUNNING_MS = 5_000;
export const QUEUE_POLL_IDLE_MS = 8_000;
export const QUEUE_POLL_HIDDEN_MS = 60_000;
export const SYSTEM_STATS_POLL_MS = 5_000;
/** At most one refresh per topic in this time, however many events ask for it. */
export const REFRESH_PAUSE_MS = 500;
export const HTTP_TIMEOUT_MS = 10_000;
/** `/object_info` may take long on a server with many packs. */
export const OBJECT_INFO_TIMEOUT_MS = 120_000;
export const UPLOAD_TIMEOUT_MS = 600_000;
/** Newest history entries read on a (re)connect. */
export const HISTORY_PAGE_SIZE = 64;
/** HTTP/1.1 allows six connections per host; two stay free for the API. */
export const MAX_PARALLEL_IMAGE_LOADS = 4;

export const SOCKET_CONNECT_TIMEOUT_MS = 8_000;
export const SOCKET_PING_INTERVAL_MS = 20_000;
export const SOCKET_STABLE_MS = 10_000;
/** How long a socket that was told to close may take before the next is opened anyway. */
export const SOCKET_CLOSE_WAIT_MS = 1_000;
/** After a reload the former socket's close may still be under way behind a proxy. */
export const SOCKET_RELOAD_WAIT_MS = 300;
/** A queue change seen by polling that no `status` frame announced within this time means that the socket is deaf. */
export const DEAF_AFTER_MS = 5_000;
/** No server process ends and is ready again in less: a shorter silence leaves its node definitions as they are. */
export const RESTART_TAKES_MS = 3_000;
/** Between attempts while the browser itself says that there is no network. */
export const RETRY_OFFLINE_MS = 60_000;
export const RETRY_FIRST_WINDOW_MS = 2_000;
export const RETRY_MAX_WINDOW_MS = 15_000;

export const FRESH_DELAYED_AFTER_MS = 10_000;
export const FRESH_STALE_AFTER_MS = 30_000;
export const FRESH_OFFLINE_AFTER_MS = 60_000;

export const MAX_RUNS_KEPT = 200;
/** Each keeps its whole prompt and workflow; those the server still owes are kept beyond it. */
export const MAX_SUBMISSIONS_KEPT = 64;
export const MAX_LOG_LINES = 2_000;
export const MAX_PREVIEWS_KEPT = 4;
/** Live store writes while the page is hidden. */
export const HIDDEN_WRITE_INTERVAL_MS = 250;

export const MAX_FILE_BYTES = 20_000_000;
/** Pictures and clips may be far larger than the JSON inside them. */
export const MAX_MEDIA_BYTES = 500_000_000;
/** JSON files up to this size are read on the page: even as a prompt, the slowest to read, that takes less than a worker's start. The rest goes to a worker. */
export const MAX_INLINE_FILE_BYTES = 50_000;
/** A file that takes longer to read is given up. */
export const READ_FILE_LIMIT_MS = 5_000;
/** Over all graphs of a file. The largest real workflows known have some hundreds. */
export const MAX_WORKFLOW_NODES = 10_000;
export const MAX_BATCH_COUNT = 100;
export const DRAFT_SAVE_DELAY_MS = 500;
/** Closed documents that can be reopened. */
export const MAX_CLOSED_DOCUMENTS = 20;
/** Below this zoom nodes are boxes on the canvas (issue: speed). */
export const FAR_ZOOM = 0.35;
