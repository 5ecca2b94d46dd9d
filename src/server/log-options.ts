export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Where the log goes, and what of it. One line of JSON an event; never a token, nor an attribute of a resource. */
export interface LogOptions {
  readonly level: LogLevel;
  readonly write: (line: string) => void;
}
