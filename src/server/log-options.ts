export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Where the log goes, and how much of it. An event is a line of JSON, without tokens and attributes of resources. */
export interface LogOptions {
  readonly level: LogLevel;
  readonly write: (line: string) => void;
}
