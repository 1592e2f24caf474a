import { createHash } from 'node:crypto';
import type { Outcome, Reporter, RunAbout, RunEvent, RunSummary } from '../reporter.ts';
import type { Change } from '../resource.ts';

/**
 * Keeps a run for later: who did it, from what, and what was found, changed and proven on each host, with digests in place of
 * contents. Written once, at the end, so that a file that is there is whole.
 *
 * @param now ISO 8601, UTC
 */
export function runRecord(about: RunAbout, now: () => string, write: (text: string) => void): Reporter {
  const started = now();
  const tasks = new Map<string, unknown[]>();
  const notes = new Map<string, unknown[]>();
  let run: Extract<RunEvent, { readonly type: 'run.started' }> | undefined;
  const add = (to: Map<string, unknown[]>, host: string, entry: unknown): void => {
    to.set(host, [...(to.get(host) ?? []), entry]);
  };
  return {
    on: (event) => {
      switch (event.type) {
        case 'run.started':
          run = event;
          break;
        case 'task.finished': {
          const { name, kind, at, role, item } = event.task;
          add(tasks, event.host, {
            task: name,
            kind,
            at,
            ...(role !== undefined && { role }),
            ...(item !== undefined && { item }),
            ...outcomeOf(event.outcome),
            durationMs: Math.round(event.durationMs),
          });
          break;
        }
        case 'host.lost':
          add(notes, event.host, { lost: event.state, ...(event.failure && { why: event.failure.message }) });
          break;
        case 'warning':
          add(notes, event.host ?? '', { warning: event.message });
          break;
        case 'run.finished':
          write(`${JSON.stringify(record(event.summary), undefined, 2)}\n`);
          break;
        case 'play.started':
        case 'play.finished':
        case 'host.connecting':
        case 'host.connected':
        case 'task.started':
        case 'task.progress':
        case 'handler.notified':
        case 'handler.owed':
        case 'run.profile':
          break;
      }
    },
  };

  function record(summary: RunSummary): unknown {
    return {
      format: 'rackwright run 1',
      mode: summary.mode,
      playbook: run?.playbook,
      version: run?.version,
      ...about,
      started,
      ended: now(),
      interrupted: summary.interrupted,
      hosts: Object.fromEntries(
        summary.hosts.map(({ host, state, counts }) => [
          host,
          { state, counts, tasks: tasks.get(host) ?? [], notes: notes.get(host) ?? [] },
        ]),
      ),
      notes: notes.get('') ?? [],
    };
  }
}

function outcomeOf(outcome: Outcome): Readonly<Record<string, unknown>> {
  switch (outcome.status) {
    case 'ok':
      return { status: outcome.status, proven: outcome.verified };
    case 'changed':
    case 'would-change':
      return { status: outcome.status, proven: outcome.verified, changes: outcome.changes.map(digested) };
    case 'skipped':
      return { status: outcome.status, why: outcome.why };
    case 'failed':
    case 'unreachable': {
      const { code, message, changes } = outcome.failure;
      return { status: outcome.status, code, message, ...(changes && { left: changes.map(digested) }) };
    }
  }
}

/** Short values as they are; texts by their digests, and what is sensitive only by its name. */
function digested({ attribute, from, to, sensitive, moved }: Change): unknown {
  const who = moved && { moved };
  return sensitive === true
    ? { attribute, sensitive, ...who }
    : { attribute, from: valueOf(from), to: valueOf(to), ...who };
}

function valueOf(value: Change['from']): unknown {
  if (typeof value === 'string' && value.length > longestShown) return textDigest(value);
  if (typeof value === 'object' && value !== null && 'text' in value) return textDigest(value.text);
  return value;
}

function textDigest(text: string): unknown {
  return { bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') };
}

const longestShown = 200;
