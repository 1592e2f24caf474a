import type { Reporter, RunEvent } from '../reporter.ts';
import type { ReporterChoice, Screen } from './open.ts';

export function textReporter(choice: ReporterChoice, screen: Screen): Reporter {
  return { on: (event) => screen.out(lineOf(event)) };
}
function lineOf(event: RunEvent): string {
  if (event.type === 'task.started') return '';
  if (event.type === 'task.finished') return `${event.outcome.status} [${event.host}] ${event.task.name} ${event.task.item ?? ''} ${event.outcome.status === 'failed' || event.outcome.status === 'unreachable' || 'changes' in event.outcome ? JSON.stringify(event.outcome) : ''}\n`;
  return `${JSON.stringify(event)}\n`;
}
