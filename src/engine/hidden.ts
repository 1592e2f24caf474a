import type { Outcome } from '../reporter.ts';

/** An outcome of a `no_log` task: what happened, without any value. */
export function hidden(outcome: Outcome): Outcome {
  switch (outcome.status) {
    case 'ok':
      return { status: 'ok', verified: outcome.verified };
    case 'skipped':
      return outcome;
    case 'changed':
    case 'would-change': {
      const changes = outcome.changes.map((change) => ({ ...change, from: null, to: null, sensitive: true as const }));
      return outcome.status === 'changed'
        ? { status: 'changed', changes, verified: outcome.verified }
        : { ...outcome, changes };
    }
    case 'failed':
    case 'unreachable': {
      const { code, exitCode } = outcome.failure;
      const failure = {
        code,
        message: 'the details are hidden by no_log',
        ...(exitCode !== undefined && { exitCode }),
      };
      return { ...outcome, failure };
    }
  }
}
