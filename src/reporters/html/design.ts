import { markup, nothing, trusted } from '../../markup.ts';
import type { Markup } from '../../markup.ts';
import type { DesignFinding, DesignVerdict } from '../../reporter.ts';
import { hostList } from './host-list.ts';

/** Who talks to whom, and what will hurt. */
export function designSection(design: DesignVerdict | undefined): Markup {
  if (design === undefined) return nothing;
  return markup`<section id="design">
    <h2>Design</h2>
    <figure>${trusted(design.picture)}</figure>
    ${design.seen === undefined ? nothing : markup`<p class="faint">As it was before: ${hostList(design.seen)}</p>`}
    ${design.findings.map(finding)}
  </section>`;
}

const colours: Readonly<Record<DesignFinding['severity'], string>> = {
  HIGH: 'failed',
  MEDIUM: 'changed',
  LOW: 'skipped',
  INFO: 'faint',
};

function finding({ id, severity, title, evidence, reasoning, remedy, waived }: DesignFinding): Markup {
  return markup`<article>
    <details>
      <summary><span class="severity ${waived === undefined ? colours[severity] : 'faint'}">${severity}</span> ${id} ${title} <small>${waived === undefined ? '' : `waived ${waived}`}</small></summary>
      ${evidence.map(({ text, at }) => markup`<p>${text} <code>${at ?? ''}</code></p>`)}
      <p>${reasoning}</p>
      <p><b>Remedy:</b> ${remedy}</p>
    </details>
  </article>`;
}
