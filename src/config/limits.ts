/** Numbers this program chose. Units are in the names; reasons beside the odd ones. */

/** `/queue` poll while something runs, while idle, and while the page is hidden. */
export const QUEUE_POLL_RUNNING_MS = 5_000;
export const QUEUE_POLL_IDLE_MS = 8_000;
/** Its spread of ±10 % still leaves at most one a minute. */
export const QUEUE_POLL_HIDDEN_MS = 67_000;
/** The page's start may keep other chunks waiting for so long. */
export const START_LIMIT_MS = 1_000;
export const SYSTEM_STATS_POLL_MS = 5_000;
export const SETTINGS_POLL_MS = 15_000;
/** The same once somebody looked and looks elsewhere now. */
export const SYSTEM_STATS_BACKGROUND_MS = 15_000;
/** How far back the use of memory is kept, and how many readings at most. */
export const USAGE_KEPT_MS = 3_600_000;
export const MAX_USAGE_SAMPLES = 720;
/** Readings further apart than this are not joined by a line. */
export const USAGE_GAP_MS = 40_000;
/** The server's log is asked for this often while it is looked at, though new lines come by themselves: the socket may have been forgotten. */
export const LOG_POLL_MS = 10_000;
/** At most one refresh per topic in this time, however many events ask for it. */
export const REFRESH_PAUSE_MS = 500;
export const HTTP_TIMEOUT_MS = 10_000;
/** `/object_info` may take long on a server with many packs. */
export const OBJECT_INFO_TIMEOUT_MS = 120_000;
/** Answers of more than two slices are read slice by slice; one takes some 5 ms. */
export const OBJECT_INFO_SLICE_CHARS = 1_000_000;
/** Long work on the page makes room for a frame after this time. */
export const READ_BUDGET_MS = 12;
export const UPLOAD_TIMEOUT_MS = 600_000;
/** Newest history entries read on a (re)connect. */
export const HISTORY_PAGE_SIZE = 64;
/** The newest entry of the history is compared with the newest one known at least this often: events of others' jobs may go unheard. */
export const HISTORY_LOOK_MS = 30_000;
/** Older jobs are read in pages of so many: some 50 kB each. */
export const PAST_PAGE_SIZE = 100;
/** Pages of older jobs held for each list; those looked at last. */
export const MAX_PAST_PAGES = 12;
/** A page of older jobs is read when it was in view for this long: what is scrolled past is not. */
export const LOOK_DELAY_MS = 120;
/** History entries of listed jobs that load at once. */
export const MAX_PARALLEL_ENTRY_LOADS = 2;
/** How long an entry that was read for a list outlives its row: it holds a whole workflow. */
export const PAST_ENTRY_KEPT_MS = 30_000;
/** Runs whose outputs this browser remembers, over all servers; some 500 bytes each. */
export const MAX_INDEXED_RUNS = 30_000;
/** HTTP/1.1 allows six connections per host; two stay free for the API. */
export const MAX_PARALLEL_IMAGE_LOADS = 4;
/** Longer side of the small copies that lists draw; some 10 kB each. */
export const THUMBNAIL_SIDE_PX = 256;
export const MAX_THUMBNAILS_IN_MEMORY = 512;
/** Kept in this browser, over all servers; some 100 MB at most. */
export const MAX_THUMBNAILS_STORED = 10_000;
/** The worker that makes them ends when none was made for this long. */
export const THUMBNAIL_MAKER_IDLE_MS = 30_000;

export const SOCKET_CONNECT_TIMEOUT_MS = 8_000;
export const SOCKET_PING_INTERVAL_MS = 20_000;
export const SOCKET_STABLE_MS = 10_000;
/** How long a socket that was told to close may take before the next is opened anyway. */
export const SOCKET_CLOSE_WAIT_MS = 1_000;
/** After a reload the former socket's close may still be under way behind a proxy. */
export const SOCKET_RELOAD_WAIT_MS = 300;
/** A queue change seen by polling that no `status` frame announced within this time means that the socket is deaf. */
export const DEAF_AFTER_MS = 5_000;
/** The same while a run of ours has been silent for that long already: only a frame that is under way is waited for. */
export const DEAF_GRACE_MS = 500;
/** No server process ends and is ready again in less: a shorter silence leaves its node definitions as they are. */
export const RESTART_TAKES_MS = 3_000;
/** Between attempts while the browser itself says that there is no network. */
export const RETRY_OFFLINE_MS = 60_000;
/** Each at least doubles the one before, up to the last, which goes on. The second is a little wider, so that of 200 tabs no more than 30 % meet in any second of it. */
export const RETRY_WINDOWS_MS: readonly number[] = [2_000, 5_000, 10_000, 15_000];

/** How often a page looks for a new version of itself, give or take the spread. */
export const VERSION_POLL_MS = 300_000;
export const VERSION_POLL_SPREAD_MS = 60_000;
/** A reload that would disturb is looked at again this often, and done anyway after the longest wait. */
export const RELOAD_LOOK_MS = 5_000;
export const RELOAD_LATEST_MS = 600_000;
/** At most so many reloads by itself in this time. */
export const MAX_RELOADS = 3;
export const RELOAD_GUARD_MS = 600_000;

/** Clocks of two machines that differ less need no mention. */
export const CLOCK_SKEW_TOLD_MS = 60_000;

export const FRESH_DELAYED_AFTER_MS = 10_000;
export const FRESH_STALE_AFTER_MS = 30_000;
export const FRESH_OFFLINE_AFTER_MS = 60_000;

export const MAX_RUNS_KEPT = 200;
/** Each keeps its whole prompt and workflow; those the server still owes are kept beyond it. */
export const MAX_SUBMISSIONS_KEPT = 64;
/** Finished jobs the ledger keeps with their bodies; some 50 kB each with a usual workflow. */
export const MAX_LEDGER_ENTRIES = 1_000;
/** Submissions the ledger keeps that came to no end yet or were lost or cancelled; a paused queue may be long. */
export const MAX_LEDGER_SUBMISSIONS = 5_000;
/** Read at the start and with every look further back. */
export const LEDGER_PAGE_SIZE = 128;
/** Finished jobs are written together after this time. */
export const LEDGER_WRITE_DELAY_MS = 1_000;
/** Jobs of other browsers read from the user's folder on the server at most. */
export const MAX_MIRROR_READS = 128;
/** Jobs of others written there at a time, and in all of one month; own ones are always written. */
export const MAX_MIRROR_WRITES = 32;
export const MAX_MIRRORED_A_MONTH = 1_000;
/** Own jobs waiting on the server while a queue that was paused is fed again. */
export const HELD_JOBS_IN_FLIGHT = 2;
/** The tab that feeds says so this often; after three times this silence another takes over. */
export const FEED_LEASE_MS = 5_000;
/** A move of a job takes a few requests; one left half done for longer than this was left by a page that ended. */
export const MOVE_ABANDONED_AFTER_MS = 60_000;
export const MAX_LOG_LINES = 2_000;
export const MAX_PREVIEWS_KEPT = 4;
/** Progress figures and previews in panels and bars are drawn at most this often; nodes of the graph with every frame. */
export const PROGRESS_PACE_MS = 100;
/** Last pictures of stopped runs held for drawing; this browser keeps more. */
export const MAX_LAST_PREVIEWS = 32;
/** Live store writes while the page is hidden. */
export const HIDDEN_WRITE_INTERVAL_MS = 250;

/** Larger files of the user are offered for download only. */
export const MAX_EDITED_FILE_BYTES = 2_000_000;
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
/** Runs of one set of variations, and values of one of its lists. Each is a job with a body of its own. */
export const MAX_VARIATIONS = 256;
/** Kinds of run whose durations are remembered, and how many of each. */
export const MAX_RUN_KINDS_TIMED = 32;
export const MAX_NODE_CLASSES_TIMED = 400;
export const MAX_TIMES_KEPT = 8;
/** A run shorter than this shows no progress in the page's title and on walls: it would only flicker. */
export const STEADY_AFTER_MS = 700;
export const DRAFT_SAVE_DELAY_MS = 500;
/** Closed documents that can be reopened. */
export const MAX_CLOSED_DOCUMENTS = 20;
/** Below this zoom nodes are boxes on the canvas (issue: speed). */
export const FAR_ZOOM = 0.35;

/** What the page asked for before its own code was there is dropped when nobody wants it within this time. */
export const EARLY_ANSWER_KEPT_MS = 30_000;
/** Node definitions are kept for the next start this long after they came. */
export const NODE_TYPES_SAVE_DELAY_MS = 3_000;
/** Servers whose node definitions this browser keeps; each up to some 30 MB. */
export const MAX_SERVERS_REMEMBERED = 4;
/** Node types whose use is remembered, for the order of search results. */
export const MAX_NODE_USES = 200;
/** The index of the node search is built when the page has been quiet for about this long. */
export const NODE_INDEX_DELAY_MS = 1_500;
/** Jobs of a loop that wait or run on the server: the next one is there already when the page's timers sleep. */
export const LOOP_JOBS_AHEAD = 2;
/** A loop sends no faster, however quickly its jobs end. */
export const LOOP_PAUSE_MS = 1_000;
export const MAX_LOOP_COUNT = 10_000;
export const MAX_RECENT_COMMANDS = 8;

/** Larger pictures are not opened for masks: each pixel takes about twelve bytes there. */
export const MAX_MASK_PIXELS = 64_000_000;
/** What steps of the mask editor that can be taken back may hold; a step over all of a picture of 4096 × 4096 takes 16 MB. */
export const MAX_MASK_UNDO_BYTES = 192_000_000;
/** A mask being painted is kept over a crash this long after the last stroke. */
export const MASK_DRAFT_DELAY_MS = 600;
/** Unfinished masks this browser keeps, over all servers. */
export const MAX_MASK_DRAFTS = 24;
/** Files on their way to the server at the same time. */
export const MAX_PARALLEL_UPLOADS = 2;
/** A file of the server with the same name is read back for comparing up to this size. */
export const MAX_COMPARED_BYTES = 50_000_000;
/** A picture from a web address is waited for so long, and looked for so often. */
export const URL_LOAD_LIMIT_MS = 120_000;
export const URL_LOAD_LOOK_MS = 700;
