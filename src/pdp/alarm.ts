/** The longest that a timer takes, in milliseconds. */
export const LONGEST_TIMEOUT = 2 ** 31 - 1;

interface Alarm {
  readonly at: number;
  readonly ring: () => void;
}

const pending = new Set<Alarm>();
let timer: NodeJS.Timeout | undefined;
/** When the timer wakes. */
let due = Infinity;

/**
 * Calls back after so many milliseconds, and keeps the process alive until then, as `setTimeout` does.
 *
 * All alarms share one timer, which stays set when an alarm is cancelled: a call to the PDP ends long before its time is over, and a
 * timer set and cleared for each takes an eighth of what Rolebook adds to it.
 *
 * @returns cancels it
 */
export function setAlarm(milliseconds: number, ring: () => void): () => void {
  const alarm = { at: performance.now() + milliseconds, ring };
  pending.add(alarm);
  if (alarm.at < due) wakeAt(alarm.at);
  else if (pending.size === 1) timer?.ref();
  return () => {
    if (pending.delete(alarm) && pending.size === 0) timer?.unref();
  };
}

function wakeAt(at: number): void {
  clearTimeout(timer);
  due = at;
  const left = Math.max(1, Math.ceil(at - performance.now()));
  timer = setTimeout(wake, Math.min(left, LONGEST_TIMEOUT));
}

function wake(): void {
  const now = performance.now();
  due = Infinity;
  let next = Infinity;
  for (const alarm of pending) {
    if (alarm.at > now) next = Math.min(next, alarm.at);
    else {
      pending.delete(alarm);
      alarm.ring();
    }
  }
  if (next < due) wakeAt(next);
}
