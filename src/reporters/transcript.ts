import type { RunEvent, RunProfile } from '../reporter.ts';
import { duration, plural } from './amount.ts';
import { widthOf } from './align.ts';
import { headline } from './headline.ts';
import type { View } from './headline.ts';
import { line, piece } from './line.ts';
import type { Line } from './line.ts';
import { lostLines } from './lost-lines.ts';
import { recapLines } from './recap.ts';
import { place } from './place.ts';
import { createRecord } from './record.ts';
import { SeenChanges } from './seen-changes.ts';
import { taskLines } from './task-lines.ts';
import { taskName } from './task-name.ts';

export interface TextOptions {
  /** Show what differs, not only that it does. */
  readonly diff: boolean;
  readonly verbose: boolean;
  readonly stats: boolean;
}

/** The lasting lines of each event; give it every event of one run. */
export function createTranscript(options: TextOptions): (event: RunEvent) => readonly Line[] {
  const record = createRecord();
  let profile: RunProfile | undefined;
  let view: View = { ...options, seen: new SeenChanges(), mode: 'run', wordWidth: 'notified'.length, hostWidth: 0 };
  return (event) => {
    record.add(event);
    switch (event.type) {
      case 'run.started': {
        const wordWidth = event.mode === 'plan' ? 'would change'.length : view.wordWidth;
        view = { ...view, mode: event.mode, wordWidth };
        const limits = event.mode === 'run' ? '' : ', nothing is written';
        const what = `${event.mode} ${event.playbook}: ${plural(event.hosts, 'host')}${limits}`;
        return [line(piece('faint', `rackwright ${event.version}  `), what)];
      }
      case 'play.started':
        view = { ...view, hostWidth: Math.min(widestHost, Math.max(0, ...event.hosts.map(widthOf))) };
        return [
          line(),
          line(
            piece('strong', `play ${event.play}`),
            `: ${plural(event.hosts.length, 'host')}, ${plural(event.tasks, 'task')}`,
          ),
        ];
      case 'host.connected': {
        if (!view.verbose) return [];
        return [headline(view, 'faint', 'connect', event.host, `${event.transport}, ${duration(event.durationMs)}`)];
      }
      case 'task.finished':
        return taskLines(view, event);
      case 'handler.notified': {
        if (view.mode === 'verify') return [];
        const word = view.mode === 'plan' ? 'would notify' : 'notified';
        const by = piece('faint', `  by ${taskName(event.by)}`);
        return [headline(view, 'faint', word, event.host, event.handler, by)];
      }
      case 'handler.owed': {
        const by = piece('faint', '  by an earlier run that did not come to it');
        return [headline(view, 'warning', 'owed', event.host, event.handler, by)];
      }
      case 'host.lost':
        return lostLines(view, event);
      case 'warning': {
        if (event.host !== undefined)
          return [headline(view, 'warning', 'warning', event.host, event.message, ...place(event.at))];
        return [line(piece('warning', 'warning'), `: ${event.message}`, ...place(event.at))];
      }
      case 'run.profile':
        profile = event.profile;
        return [];
      case 'run.finished':
        return recapLines(event.summary, record, { ...options, profile });
      case 'host.connecting':
      case 'task.started':
      case 'task.progress':
      case 'play.finished':
        return [];
    }
  };
}

/** Columns; longer names push the rest of their line to the right. */
const widestHost = 30;
