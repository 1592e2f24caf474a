import { createHash } from 'node:crypto';
import type { RunSurroundings } from '../../reporter.ts';
import { changes } from './changes.ts';
import { designSection } from './design.ts';
import { driftHistory } from './drift-history.ts';
import { hostsTable } from './hosts-table.ts';
import { markup, nothing, trusted } from '../../markup.ts';
import { recap } from './recap.ts';
import { script } from './script.ts';
import { slowTasks } from './slow-tasks.ts';
import type { Story } from './story.ts';
import { style } from './style.ts';
import { timeline } from './timeline.ts';
import { trouble } from './trouble.ts';

/**
 * A run as one page that needs no other file and no network. Its own policy forbids everything but its style sheet and its
 * one script, so that nothing that a host said could do anything even if it got through.
 */
export function page(story: Story, { design, history }: RunSurroundings): string {
  const sections = [
    { id: 'trouble', title: 'Trouble', body: trouble(story) },
    { id: 'changes', title: 'Changes', body: changes(story) },
    { id: 'timeline', title: 'Timeline', body: timeline(story) },
    { id: 'slow', title: 'Time', body: slowTasks(story) },
    { id: 'hosts', title: 'Hosts', body: hostsTable(story) },
    { id: 'drift', title: 'Drift', body: driftHistory(story, history) },
    { id: 'design', title: 'Design', body: designSection(design) },
  ].filter(({ body }) => body !== nothing);
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src '${hashOf(script)}'`;
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <title>${story.playbook}: ${story.mode} of ${story.started}</title>
        <style>${trusted(style)}</style>
      </head>
      <body>
        ${recap(story)}
        <nav>
          ${sections.map(({ id, title }) => markup`<a href="#${id}">${title}</a>`)}<input
            type="search"
            placeholder="only hosts called"
            aria-label="only hosts whose name holds this"
            hidden
          />
        </nav>
        ${sections.map(({ body }) => body)}
        <script>${trusted(script)}</script>
      </body>
    </html>
`.text;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
