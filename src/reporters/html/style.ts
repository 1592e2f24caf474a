/** Of the whole page. Light and dark by what the reader's system prefers; narrow enough for a phone; no font, no file, no network. */
export const style = `
:root{color-scheme:light dark;--paper:#fcfcfb;--ink:#1c1b1a;--soft:#6b6863;--line:#e3e1dc;--card:#fff;--code:#f4f3ef;
--ok:#2c7a3f;--changed:#9a6700;--failed:#c2281d;--skipped:#5b7186;--connect:#8d8a83;--added:#e3f4e4;--removed:#fbe6e3}
@media (prefers-color-scheme:dark){:root{--paper:#161514;--ink:#ecebe8;--soft:#a19d95;--line:#34322f;--card:#1e1d1b;--code:#242320;
--ok:#6cc383;--changed:#e0b040;--failed:#ff7b6b;--skipped:#8fa8c0;--connect:#7a766f;--added:#1d3323;--removed:#3d211e}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:76rem;padding:1.25rem;background:var(--paper);color:var(--ink);font:15px/1.45 system-ui,sans-serif}
h1{font-size:1.5rem;margin:0 0 .2rem;overflow-wrap:anywhere}
h2{font-size:1.1rem;margin:2.2rem 0 .6rem}
h3{font-size:1rem;margin:.2rem 0}
p{margin:.3rem 0}
small,.faint{color:var(--soft)}
code,pre{font:12.5px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{color:var(--soft);overflow-wrap:anywhere}
pre{margin:.4rem 0 .2rem;padding:.6rem .8rem;background:var(--code);border-radius:6px;overflow-x:auto}
.ok{color:var(--ok)}.changed{color:var(--changed)}.failed{color:var(--failed)}.skipped,.hunk{color:var(--skipped)}
.warning{color:var(--changed)}.strong{font-weight:600}
pre .added{background:var(--added);color:inherit}pre .removed{background:var(--removed);color:inherit}pre .trailing{outline:1px dotted var(--failed)}
.tiles{display:flex;flex-wrap:wrap;gap:.6rem;margin:1rem 0}
.tile{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.5rem .9rem;min-width:6.2rem}
.tile b{display:block;font-size:1.5rem;line-height:1.2;font-variant-numeric:tabular-nums}
.tile span{font-size:.85rem;color:var(--soft)}
.tile.none b{color:var(--soft);font-weight:400}.tile.plain b{color:var(--ink)}
nav{position:sticky;top:0;z-index:2;display:flex;flex-wrap:wrap;gap:.9rem;align-items:center;padding:.5rem 0;background:var(--paper);border-bottom:1px solid var(--line)}
nav a{color:inherit}
nav input{margin-left:auto;min-width:9rem;flex:0 1 16rem;font:inherit;padding:.25rem .6rem;border:1px solid var(--line);border-radius:6px;background:var(--card);color:inherit}
article{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.6rem .9rem;margin:.5rem 0;content-visibility:auto;contain-intrinsic-size:auto 4rem}
summary{cursor:pointer;overflow-wrap:anywhere}
summary .hosts{margin:0 .5rem}p .hosts{margin-right:.5rem;font-weight:600}
table{border-collapse:collapse;width:100%;display:block;overflow-x:auto}
th{text-align:left;font-weight:600;color:var(--soft);font-size:.85rem}
td,th{padding:.25rem .8rem .25rem 0;border-bottom:1px solid var(--line);white-space:nowrap}
td:first-child{width:100%;white-space:normal;min-width:12rem}
.number{text-align:right;font-variant-numeric:tabular-nums}
.share{min-width:7rem}.share i{display:block;height:.55rem;background:var(--skipped);border-radius:2px}
.legend{display:flex;flex-wrap:wrap;gap:1rem;font-size:.85rem;color:var(--soft)}
.legend i{display:inline-block;position:static!important;width:.8rem;height:.8rem;margin-right:.35rem;vertical-align:-1px}
.row{display:flex;align-items:center;height:1.35rem;content-visibility:auto;contain-intrinsic-size:auto 1.35rem}
.row .name{flex:0 0 9rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;font-size:.85rem;padding-right:.6rem}
.lane{position:relative;flex:1;height:100%;border-left:1px solid var(--line);border-bottom:1px solid var(--line)}
.axis .lane{border:0}.axis .lane span{position:absolute;font-size:.75rem;color:var(--soft);transform:translateX(-50%);white-space:nowrap}
.axis .lane span:first-child{transform:none}.axis .lane span:last-child{transform:translateX(-100%)}
.bar{position:absolute;top:.25rem;bottom:.25rem;min-width:2px;border-radius:2px}
.bar.connect{background:var(--connect)}.bar.ok{background:var(--ok)}.bar.changed{background:var(--changed)}.bar.failed{background:var(--failed)}.bar.skipped{background:var(--skipped)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;font-size:.85rem}dd{margin:0;overflow-wrap:anywhere}
figure{margin:.6rem 0;overflow-x:auto;border:1px solid var(--line);border-radius:8px}figure svg{display:block}
.severity{display:inline-block;min-width:4.6rem;font-weight:600;font-size:.85rem}
.drift td,.drift th{padding:.15rem .35rem;text-align:center;font-variant-numeric:tabular-nums}.drift td:first-child,.drift th:first-child{text-align:left;width:auto;min-width:6rem}
.drift .some{background:var(--removed)}.drift .none{background:var(--added)}
[hidden]{display:none!important}
@media (max-width:40rem){.row .name{flex-basis:5.5rem}nav input{margin-left:0;flex:1 1 100%}body{padding:.8rem}.axis .lane span:nth-child(even){display:none}}
@media print{nav{display:none}article,.row{content-visibility:visible}}
`;
