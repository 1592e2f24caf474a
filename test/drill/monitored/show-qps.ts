import type { QpsEnd } from './measure-qps.ts';

/** A table for people, and what is further off than 5 %. @param rate requests a second that were meant */
export function showQps(end: QpsEnd, rate: number): { readonly table: string; readonly wrong: readonly string[] } {
  const { load, web, edge, shown, lowest, highest, logged, counted } = end;
  const sent = load.answered + load.failed;
  const pace = sent / load.seconds;
  const table = [
    `sent      ${sent} in ${load.seconds.toFixed(1)} s, ${load.failed} not answered with 200`,
    `web       ${web.toFixed(0)} (${off(web, load.answered)})`,
    `edge      ${edge.toFixed(0)} (${off(edge, sent)})`,
    `shown     web ${shown.web.toFixed(1)} a second (${off(shown.web, pace)}), edge ${shown.edge.toFixed(1)} (${off(shown.edge, shown.web)} of the web servers’)`,
    `web server rates between ${lowest.toFixed(1)} and ${highest.toFixed(1)} a second`,
    `log       ${logged} lines, ${counted} counted`,
  ].join('\n');
  const wrong = [
    ...(Math.abs(web / load.answered - 1) <= 0.05 ? [] : [`web servers tell ${off(web, load.answered)}`]),
    ...(Math.abs(edge / sent - 1) <= 0.05 ? [] : [`the edge tells ${off(edge, sent)}`]),
    ...(Math.abs(shown.web / pace - 1) <= 0.05 ? [] : [`web servers show ${off(shown.web, pace)}`]),
    ...(Math.abs(shown.edge / shown.web - 1) <= 0.05
      ? []
      : [`the edge shows ${off(shown.edge, shown.web)} of the web servers’`]),
    ...(lowest < 0 ? ['a rate was negative'] : []),
    // All of the load, should one server have had it alone, and what others ask.
    ...(highest > rate * 1.2 ? [`a rate of ${highest.toFixed(1)} was never sent`] : []),
    ...(counted === logged ? [] : [`mtail counted ${counted} of ${logged} lines`]),
  ];
  return { table, wrong };
}

function off(value: number, truth: number): string {
  const percent = (value / truth - 1) * 100;
  return `${percent >= 0 ? '+' : ''}${percent.toFixed(1)} %`;
}
