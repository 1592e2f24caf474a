import type { Outcome, Reporter, RunAbout } from '../reporter.ts';
import { changeLines } from './change-lines.ts';
import { failureLines } from './failure-lines.ts';
import { markup, nothing } from '../markup.ts';
import type { Markup } from '../markup.ts';
import { Storyteller } from './html/story.ts';
import type { HostStory, Story } from './html/story.ts';
import { textOf } from './line.ts';
import type { Line } from './line.ts';

/**
 * Writes a run as JUnit's XML, once, at its end: a suite for each host, a case for each task. In a verification a
 * difference is a failure, so that a build server shows drift as it shows broken tests.
 *
 * @param now milliseconds since 1970
 */
export function junitReport(about: RunAbout, now: () => number, write: (text: string) => void): Reporter {
  const teller = new Storyteller(about, now);
  return {
    on: (event) => {
      teller.add(event);
      if (event.type === 'run.finished') write(document(teller.told(event)));
    },
  };
}

function document(story: Story): string {
  const all = story.hosts.map((host) => suite(story, host));
  return markup`<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="${story.playbook}" time="${seconds(story.durationMs)}" timestamp="${story.started}">
      ${all}
    </testsuites>
`.text;
}

function suite(story: Story, host: HostStory): Markup {
  const cases = host.turns.map(({ task, outcome, start, end }) => {
    const name = task.item === undefined ? task.name : `${task.name} (${task.item})`;
    return { verdict: verdictOf(story, outcome), name, at: task.at, took: end - start };
  });
  const lost = host.lost?.failure;
  const count = (kind: Verdict['kind']): number => cases.filter(({ verdict }) => verdict.kind === kind).length;
  const took = host.turns.reduce((sum, { start, end }) => sum + end - start, 0);
  const lostCase =
    lost === undefined
      ? nothing
      : markup`<testcase classname="${host.name}" name="reach the host">
      <error type="${lost.code}" message="${lost.message}"/>
    </testcase>`;
  return markup`<testsuite name="${host.name}" tests="${cases.length + (lost ? 1 : 0)}" failures="${count('failure')}"
      errors="${count('error') + (lost ? 1 : 0)}" skipped="${count('skipped')}" time="${seconds(took)}">
    ${cases.map(
      ({ verdict, name, at, took: own }) =>
        markup`<testcase classname="${host.name}" name="${name}" file="${at.replace(/:\d+:\d+$/, '')}" time="${seconds(own)}">${verdict.body}</testcase>
    `,
    )}${lostCase}
  </testsuite>
  `;
}

interface Verdict {
  readonly kind: 'fine' | 'failure' | 'error' | 'skipped';
  readonly body: Markup;
}

function verdictOf({ mode }: Story, outcome: Outcome): Verdict {
  switch (outcome.status) {
    case 'ok':
      return { kind: 'fine', body: nothing };
    case 'changed':
      return { kind: 'fine', body: said(text(changeLines(outcome.changes))) };
    case 'would-change': {
      const lines = text(changeLines(outcome.changes));
      if (mode !== 'verify') return { kind: 'fine', body: said(lines) };
      return {
        kind: 'failure',
        body: markup`<failure type="drift" message="differs from the playbook">${lines}</failure>`,
      };
    }
    case 'skipped':
      return { kind: 'skipped', body: markup`<skipped message="${outcome.why}" />` };
    case 'failed':
    case 'unreachable': {
      const { failure } = outcome;
      const lines = text(failureLines(failure, 'full'));
      const spared = outcome.ignored === true || (outcome.status === 'failed' && outcome.rescued === true);
      if (spared) return { kind: 'fine', body: markup`<system-err>${lines}</system-err>` };
      if (outcome.status === 'failed')
        return {
          kind: 'failure',
          body: markup`<failure type="${failure.code}" message="${failure.message}">${lines}</failure>`,
        };
      return {
        kind: 'error',
        body: markup`<error type="${failure.code}" message="${failure.message}">${lines}</error>`,
      };
    }
  }
}

function said(lines: string): Markup {
  return lines === '' ? nothing : markup`<system-out>${lines}</system-out>`;
}

function text(lines: readonly Line[]): string {
  return lines.map(({ pieces }) => pieces.map(textOf).join('')).join('\n');
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
