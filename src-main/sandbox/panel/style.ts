/** The panel's style: the roles and values of the product's design tokens. */
export const panelStyle = `
:root {
  color-scheme: light dark;
  --surface-list: light-dark(#f9f8f5, #151b1e);
  --surface-thread: light-dark(#f3f1ed, #111618);
  --surface-card: light-dark(#ffffff, #1a2124);
  --surface-frame: light-dark(#eceae4, #0c1012);
  --state-hover: light-dark(rgb(40 54 58 / 0.055), rgb(214 234 238 / 0.06));
  --state-selected: light-dark(#e4eff0, #192a2e);
  --line-1: light-dark(rgb(53 48 36 / 0.09), rgb(214 234 238 / 0.08));
  --line-2: light-dark(rgb(53 48 36 / 0.16), rgb(214 234 238 / 0.15));
  --line-field: light-dark(#8a867c, #667175);
  --text-1: light-dark(#1a2225, #e9eded);
  --text-2: light-dark(#4d585c, #aab6b9);
  --text-3: light-dark(#5c676b, #98a5a9);
  --accent: light-dark(#0c7683, #4fbfca);
  --accent-hover: light-dark(#0a626d, #6bcdd6);
  --on-accent: light-dark(#ffffff, #06282d);
  --focus: light-dark(#0c7683, #7ad6df);
  --ok-text: light-dark(#1c6b40, #77cd9a);
  --ok-soft: light-dark(#dcefe1, #18382a);
  --warn-text: light-dark(#854f00, #f0bb5f);
  --warn-soft: light-dark(#faead0, #3a2a0c);
  --bad-text: light-dark(#ae261c, #ff998d);
  --bad-soft: light-dark(#fae0dc, #46201c);
  --ring-calm: light-dark(#17929e, #3aaab6);
  --ring-amber: light-dark(#bf7400, #e9a83a);
  --ring-red: light-dark(#d63a2f, #ff6f60);
  --ring-closed: light-dark(#827f77, #7d8a8f);
  --radius: 8px;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--surface-thread); color: var(--text-1); font: 14px/1.45 system-ui, sans-serif; min-height: 100vh; display: flex; flex-direction: column; }
h1 { font-size: 16px; margin: 0; }
h2 { font-size: 14px; margin: 0 0 4px; }
p { margin: 0 0 10px; }
.faint { color: var(--text-3); }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 12px; top: 8px; background: var(--surface-card); padding: 6px 10px; z-index: 2; }
.top { display: flex; flex-wrap: wrap; gap: 6px 20px; align-items: center; padding: 10px 16px; background: var(--surface-frame); border-bottom: 1px solid var(--line-1); }
.top p { margin: 0; }
.clock { margin-inline-start: auto !important; font-variant-numeric: tabular-nums; }
main { flex: 1; display: grid; grid-template-columns: minmax(230px, 290px) minmax(330px, 1fr) minmax(280px, 420px); gap: 12px; padding: 12px; align-items: start; }
.middle { display: grid; gap: 12px; }
.pane { background: var(--surface-card); border: 1px solid var(--line-2); border-radius: var(--radius); padding: 12px 14px; min-width: 0; }
@media (max-width: 980px) { main { grid-template-columns: minmax(200px, 260px) 1fr; } .log { grid-column: 1 / -1; } }
@media (max-width: 640px) { main { grid-template-columns: 1fr; } }
.people label { display: grid; grid-template-columns: auto 1fr auto; gap: 0 8px; align-items: center; padding: 6px 8px; margin: 0 -8px; border-radius: 6px; cursor: pointer; }
.people label:hover { background: var(--state-hover); }
.people label:has(input:checked) { background: var(--state-selected); }
.people label:has(input:focus-visible) { outline: 2px solid var(--focus); outline-offset: -2px; }
.people .name { font-weight: 600; color: var(--text-1); text-align: left; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.people .sub { grid-column: 2 / -1; color: var(--text-3); font-size: 12px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.left { font-size: 12px; font-variant-numeric: tabular-nums; color: var(--text-2); border-inline-start: 3px solid var(--ring-closed); padding-inline-start: 6px; }
.left[data-tone='calm'] { border-color: var(--ring-calm); }
.left[data-tone='amber'] { border-color: var(--ring-amber); }
.left[data-tone='red'] { border-color: var(--ring-red); }
.row { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; margin-bottom: 8px; }
.grow { flex: 1; min-width: 180px; }
label > span { display: block; font-size: 12px; color: var(--text-2); margin-bottom: 2px; }
.people label > span { margin: 0; }
textarea, input, select, button { font: inherit; color: inherit; }
textarea, input:not([type='checkbox'], [type='radio']), select { width: 100%; background: var(--surface-card); border: 1px solid var(--line-field); border-radius: 6px; padding: 6px 8px; }
input[type='number'] { width: 76px !important; }
textarea { resize: vertical; }
#raw { font-family: ui-monospace, monospace; font-size: 12px; }
.check { display: flex; gap: 8px; align-items: center; padding: 3px 0; }
.check input, .people input { accent-color: var(--accent); }
button { background: var(--surface-card); border: 1px solid var(--line-field); border-radius: 6px; padding: 6px 12px; min-height: 34px; cursor: pointer; }
button:hover { background: var(--state-selected); }
button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.main:hover { background: var(--accent-hover); }
button.danger { color: var(--bad-text); border-color: currentColor; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.buttons { display: flex; flex-wrap: wrap; gap: 6px; margin: 8px 0; align-items: center; }
details { margin-top: 6px; }
summary { cursor: pointer; color: var(--text-2); }
.pill { display: inline-block; border-radius: 99px; padding: 1px 10px; font-size: 12px; }
.pill[data-tone='ok'] { background: var(--ok-soft); color: var(--ok-text); }
.pill[data-tone='warn'] { background: var(--warn-soft); color: var(--warn-text); }
.log ol { list-style: none; margin: 0 -6px; padding: 0; max-height: calc(100vh - 130px); overflow: auto; font-size: 12px; }
.log li { padding: 5px 6px; border-bottom: 1px solid var(--line-1); display: grid; grid-template-columns: 62px 1fr auto; gap: 8px; font-variant-numeric: tabular-nums; }
.log .what { overflow-wrap: anywhere; }
.log .result[data-tone='ok'] { color: var(--ok-text); }
.log .result[data-tone='bad'] { color: var(--bad-text); }
#notice { position: fixed; inset: auto 0 14px 0; margin: 0 auto; width: fit-content; max-width: 90vw; padding: 8px 14px; border-radius: var(--radius); background: var(--surface-frame); border: 1px solid var(--line-2); }
#notice:empty { display: none; }
#notice[data-tone='bad'] { background: var(--bad-soft); color: var(--bad-text); }
`;
