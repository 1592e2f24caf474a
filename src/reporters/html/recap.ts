import { duration, plural } from '../amount.ts';
import { markup, nothing } from '../../markup.ts';
import type { Markup } from '../../markup.ts';
import type { HostStory, Story } from './story.ts';

const words = { run: 'Run', plan: 'Plan', verify: 'Verification' } as const;

/** What it was, what it came to, and from what it was made. */
export function recap(story: Story): Markup {
  const { about, hosts } = story;
  const count = (state: HostStory['state']): number => hosts.filter((host) => host.state === state).length;
  const sum = (name: keyof HostStory['counts']): number => hosts.reduce((all, host) => all + host.counts[name], 0);
  const changes = story.mode === 'run' ? sum('changed') : sum('would-change');
  const differ = story.mode === 'run' ? 'changed' : story.mode === 'plan' ? 'would change' : 'drifted';
  const tile = (number: number, what: string, role: string): Markup =>
    markup`<div class="tile ${number === 0 ? 'none' : role}"><b>${number}</b><span>${what}</span></div>`;
  const revision = about.revision && `${about.revision.commit}${about.revision.clean ? '' : ', with changes on top'}`;
  return markup`<header>
    <h1>${words[story.mode]} of ${story.playbook}</h1>
    <p class="faint">
      ${about.who}, ${story.started.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')},
      ${duration(story.durationMs)}${story.interrupted ? ', interrupted' : ''}, Rackwright ${story.version}
    </p>
    <div class="tiles">
      ${[
        tile(hosts.length, hosts.length === 1 ? 'host' : 'hosts', 'plain'),
        tile(count('ok'), 'well', 'ok'),
        tile(count('failed'), 'failed', 'failed'),
        tile(count('unreachable'), 'unreachable', 'failed'),
        tile(count('interrupted'), 'not finished', 'failed'),
        tile(changes, differ, 'changed'),
        tile(sum('ok'), 'as they should be', 'ok'),
        tile(sum('skipped'), 'skipped', 'skipped'),
      ]}
    </div>
    <details class="faint">
      <summary>What it was made from</summary>
      <dl>
        ${
          revision === undefined
            ? nothing
            : markup`<dt>commit</dt>
                <dd>${revision}</dd>`
        }
        <dt>playbook, SHA-256</dt>
        <dd>${about.playbookDigest}</dd>
        <dt>inventory, SHA-256</dt>
        <dd>${about.inventoryDigest}</dd>
      </dl>
    </details>
    ${story.warnings.map((warning) => markup`<p class="warning">${warning}</p>`)}
    ${story.plays.length < 2 ? nothing : markup`<p class="faint">${plural(story.plays.length, 'play')}: ${story.plays.map((play) => `${play.name} ${duration(play.end - play.start)}`).join(', ')}</p>`}
  </header>`;
}
