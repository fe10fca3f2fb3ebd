/**
 * Time as the queue of jobs measures it in this process: it only goes forward, whatever happens to the clock of the
 * machine. With that clock pg-boss would wait two hours for its next look when somebody sets it back two hours.
 */
import type { Clock } from 'pg-boss';

export const steadyClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  setTimeout: (work, wait) => setTimeout(work, wait),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
  setInterval: (work, wait) => setInterval(work, wait),
  clearInterval: (timer) => clearInterval(timer as NodeJS.Timeout),
};
