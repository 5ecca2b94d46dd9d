import type { Flag } from "../data-set/flags.ts";
import type { Person } from "../data-set/people.ts";

/** Whether the person may edit each of the flags, in their order. */
export type Answers = readonly boolean[];

/** Asks once at each call. Only this is measured. */
export type Ask = () => Answers | Promise<Answers>;

/** One way to answer the question of the data set. */
export interface Contender {
  readonly name: string;
  /** Makes the preparations that a service would make before it has to answer. */
  prepare(person: Person, flags: readonly Flag[]): Ask | Promise<Ask>;
}
