/** An SVG of the curves: time and memory, over hosts and over tasks; the floor is dashed. Both axes are logarithmic. */
export function plot(byHosts, byTasks) {
  const charts = [
    chart('seconds by hosts', byHosts, 'hosts', [(row) => row.run.wallMs / 1000, (row) => row.floor?.wallMs / 1000]),
    chart('MiB by hosts', byHosts, 'hosts', [(row) => row.run.rssKb / 1024]),
    chart('seconds by tasks', byTasks, 'tasks', [(row) => row.run.wallMs / 1000, (row) => row.floor?.wallMs / 1000]),
    chart('MiB by tasks', byTasks, 'tasks', [(row) => row.run.rssKb / 1024]),
  ];
  const placed = charts.map(
    (text, index) => `<g transform="translate(${(index % 2) * 360} ${Math.floor(index / 2) * 240})">${text}</g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 480" font-family="sans-serif" font-size="11">
<rect width="720" height="480" fill="white"/>
${placed.join('\n')}
</svg>
`;
}

const [left, right, top, bottom] = [50, 340, 30, 205];

function chart(title, rows, over, curves) {
  const points = curves.map((value) => rows.map((row) => [row[over], value(row)]).filter(([, y]) => y > 0));
  const x = scale(
    points.flat().map((point) => point[0]),
    left,
    right,
  );
  const y = scale(
    points.flat().map((point) => point[1]),
    bottom,
    top,
  );
  const lines = points.map(
    (curve, index) =>
      `<polyline fill="none" stroke="#246" ${index > 0 ? 'stroke-dasharray="4 3"' : ''} points="${curve.map(([a, b]) => `${x(a)},${y(b)}`).join(' ')}"/>`,
  );
  const named = (points[0] ?? []).map(
    ([a, b]) =>
      `<text x="${x(a)}" y="${bottom + 15}" text-anchor="middle">${a}</text><text x="${x(a)}" y="${y(b) - 6}" text-anchor="middle">${b.toPrecision(3)}</text>`,
  );
  const frame = `<path d="M${left} ${top}V${bottom}H${right}" fill="none" stroke="#888"/>`;
  return `<text x="${left}" y="18" font-weight="bold">${title}</text>${frame}${lines.join('')}${named.join('')}`;
}

function scale(values, from, to) {
  const [low, high] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
  return (value) => Math.round(from + ((Math.log(value) - low) / (high - low || 1)) * (to - from));
}
