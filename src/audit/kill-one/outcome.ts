/**
 * What becomes of something after a loss. `kept`: it goes on, at most after seconds in which others take over by themselves. `by command`: when
 * somebody gives it. `at risk`: what was acknowledged last may be gone. `dead man`: only who misses a sign of life outside of the site is told.
 */
export type State = 'kept' | 'partly' | 'by command' | 'at risk' | 'dead man' | 'lost' | 'unknown';

export interface Outcome {
  readonly what: 'requests' | 'writes' | 'data' | 'alerts';
  /** The service that clients or applications ask; nothing for alerts. */
  readonly service?: string;
  readonly state: State;
  readonly because: string;
}
