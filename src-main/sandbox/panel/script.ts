/** The panel's script: plain DOM over the control API; texts of customers are only ever set as text. */
export const panelScript = `'use strict';
const $ = (id) => document.getElementById(id);
let state = null;
let chosen = null;
let seq = 0;
let noticeTimer = 0;

const quickKinds = [
  ['Picture', { kind: 'image', caption: 'Look at this' }],
  ['Voice message', { kind: 'audio', voice: true }],
  ['Video', { kind: 'video' }],
  ['Document', { kind: 'document', filename: 'Invoice-1187.pdf' }],
  ['Sticker', { kind: 'sticker' }],
  ['Location', { kind: 'location', name: 'Plaza Mayor', address: 'Madrid' }],
  ['Contact card', { kind: 'contacts' }],
  ['👍 reaction', { kind: 'reaction', messageId: 'last', emoji: '👍' }],
  ['Remove reaction', { kind: 'reaction', messageId: 'last', emoji: '' }],
  ['Button reply', { kind: 'button_reply', id: 'yes', title: 'Yes' }],
  ['List reply', { kind: 'list_reply', id: 's_0900', title: '09:00', description: 'Two places left' }],
  ['Template button', { kind: 'button', text: 'Thanks' }],
  ['Form answer', { kind: 'nfm_reply' }],
  ['Order', { kind: 'order', text: 'Please' }],
  ['Forwarded text', { kind: 'text', text: 'Seen this?', forwarded: true }],
  ['Forwarded often', { kind: 'text', text: 'Everybody must see this', forwarded: 'often' }],
  ['About a product', { kind: 'text', text: 'Is it in stock?', aboutProduct: 'arco-brass' }],
  ['From an ad', { kind: 'text', text: 'Hi, I saw your ad', fromAd: true }],
  ['Poll (not supported)', { kind: 'unsupported', type: 'poll_creation' }],
  ['Edit own newest', { kind: 'edit', messageId: 'last', text: 'I meant: Thursday' }],
  ['Delete own newest', { kind: 'revoke', messageId: 'last' }],
  ['Call, missed', { kind: 'call' }],
  ['Call, taken', { kind: 'call', seconds: 65 }],
  ['New security code', { kind: 'identity_change' }],
  ['Changes number', { kind: 'number_change' }],
];
const hour = 3600000;
const clockSteps = [['+10 min', hour / 6], ['+1 h', hour], ['+3 h', 3 * hour], ['+22 h', 22 * hour], ['+24 h', 24 * hour], ['Back to real time', null]];
const requestFaults = [
  ['is refused: window closed (131047)', { type: 'error', code: 131047 }],
  ['is refused: not deliverable (131026)', { type: 'error', code: 131026 }],
  ['is refused: too fast for this customer (131056)', { type: 'error', code: 131056 }],
  ['is refused: too many in all (130429)', { type: 'error', code: 130429 }],
  ['is refused: access token expired (190)', { type: 'error', code: 190, subcode: 463, on: 'any' }],
  ['is refused: service down (131016)', { type: 'error', code: 131016 }],
  ['is refused: account restricted (368)', { type: 'error', code: 368 }],
  ['gets an error page (HTTP 500)', { type: 'status', status: 500 }],
  ['is answered 5 seconds late', { type: 'delay', ms: 5000 }],
  ['is cut before it is read', { type: 'cut-before-body' }],
  ['is cut after it was read, message not sent', { type: 'cut-after-refused' }],
  ['is cut after it was read, message sent', { type: 'cut-after-accepted' }],
  ['gets no answer', { type: 'no-answer' }],
];
const webhookFaults = [
  ['comes twice', { type: 'duplicate' }],
  ['waits and swaps places with the following', { type: 'reorder' }],
  ['comes 10 seconds late', { type: 'delay', ms: 10000 }],
  ['is lost', { type: 'drop' }],
  ['has a wrong signature', { type: 'wrong-signature' }],
  ['waits and travels with the following', { type: 'batch' }],
];
const statusFaults = [
  ['fail: not deliverable (131026)', { type: 'fail', code: 131026 }],
  ['fail: window closed (131047)', { type: 'fail', code: 131047 }],
  ['fail: held back by Meta (131049)', { type: 'fail', code: 131049 }],
  ['skip “delivered”', { type: 'skip-delivered' }],
  ['never turn blue', { type: 'never-read' }],
  ['are held until released', { type: 'hold' }],
];

async function call(method, path, body) {
  const answer = await fetch('api/' + path, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.message || 'It did not work.');
  return value;
}

function say(text, bad) {
  clearTimeout(noticeTimer);
  const notice = $('notice');
  notice.textContent = text;
  notice.dataset.tone = bad ? 'bad' : 'ok';
  noticeTimer = setTimeout(() => { notice.textContent = ''; }, bad ? 8000 : 2500);
}

function act(task, done) {
  return async (event) => {
    if (event) event.preventDefault();
    try {
      await task();
      if (done) say(done);
      await refresh();
    } catch (thrown) {
      say(thrown instanceof TypeError ? 'The sandbox does not answer. Is Wicket still running?' : thrown.message, true);
    }
  };
}

function fill(select, choices) {
  choices.forEach(([label], index) => select.append(new Option(label, String(index))));
}

function button(label, onClick) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label;
  made.addEventListener('click', onClick);
  return made;
}

function send(message) {
  const quoted = $('quote').checked && !('messageId' in message) ? { ...message, replyTo: 'last' } : message;
  return call('POST', 'personas/' + encodeURIComponent(chosen) + '/send', quoted);
}

function leftOf(person) {
  if (person.blocked) return ['blocked', 'closed'];
  if (person.lastInboundAt === null) return ['never wrote', 'closed'];
  const left = person.lastInboundAt + 24 * hour - state.now;
  if (left <= 0) return ['closed', 'closed'];
  const minutes = Math.ceil(left / 60000);
  const text = minutes >= 60 ? Math.floor(minutes / 60) + ' h ' + (minutes % 60) + ' min' : minutes + ' min';
  return [text, left <= hour ? 'red' : left <= 4 * hour ? 'amber' : 'calm'];
}

function drawPeople() {
  const list = $('people');
  if (list.childElementCount !== state.personas.length) {
    list.replaceChildren();
    for (const person of state.personas) {
      const label = document.createElement('label');
      const radio = document.createElement('input');
      radio.type = 'radio';
      radio.name = 'person';
      radio.value = person.id;
      radio.checked = person.id === chosen;
      radio.addEventListener('change', () => { chosen = person.id; drawChosen(); });
      const name = document.createElement('span');
      name.className = 'name';
      const left = document.createElement('span');
      left.className = 'left';
      const sub = document.createElement('span');
      sub.className = 'sub';
      label.append(radio, name, left, sub);
      list.append(label);
    }
  }
  state.personas.forEach((person, index) => {
    const [, name, left, sub] = list.children[index].children;
    name.textContent = person.name;
    name.dir = 'auto';
    name.lang = person.language;
    const [text, tone] = leftOf(person);
    left.textContent = text;
    left.dataset.tone = tone;
    sub.textContent = [person.waId === null ? 'hides the number' : '+' + person.waId, person.username === null ? null : '@' + person.username, person.language].filter(Boolean).join(' · ');
  });
}

function drawChosen() {
  const person = state.personas.find((candidate) => candidate.id === chosen);
  if (!person) return;
  $('who').textContent = person.name;
  $('story').textContent = person.story;
}

function drawState() {
  const at = new Date(state.now);
  $('now').textContent = at.toLocaleString([], { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  $('now').dateTime = at.toISOString();
  $('offset').textContent = state.offsetMs === 0 ? '' : '(' + (state.offsetMs > 0 ? '+' : '−') + Math.abs(Math.round(state.offsetMs / 360000) / 10) + ' h)';
  $('webhook-state').textContent = state.webhook === null ? 'No webhook address yet' : 'Webhooks go to the inbox';
  $('webhook-state').dataset.tone = state.webhook === null ? 'warn' : 'ok';
  $('open-state').textContent = state.undelivered === 0 ? '' : state.undelivered + ' not delivered yet';
  const waiting = state.faults.requests + state.faults.webhooks + state.faults.statuses;
  $('waiting').textContent = waiting === 0 ? 'No faults set' : waiting + (waiting === 1 ? ' fault waits' : ' faults wait');
  $('set-lively').checked = !state.settings.quiet;
  $('set-reads').checked = state.settings.readReceipts;
  $('set-pair').checked = state.settings.pairLimit;
  $('set-late').checked = state.settings.windowRefusal === 'status';
  if (document.activeElement !== $('address') && state.webhook !== null) $('address').value = state.webhook;
}

async function refresh() {
  state = await call('GET', 'state');
  chosen = chosen ?? state.personas[0].id;
  drawPeople();
  drawChosen();
  drawState();
}

function describeWebhook(entry) {
  const changes = (entry.body?.entry ?? []).flatMap((one) => one.changes ?? []);
  const parts = changes.flatMap((change) => [
    ...(change.value?.messages ?? []).map((message) => 'message: ' + message.type + (message.text ? ' “' + message.text.body + '”' : '')),
    ...(change.value?.statuses ?? []).map((status) => 'tick: ' + status.status + (status.errors ? ' ' + status.errors[0].code : '')),
    ...(change.value?.message_echoes ?? []).map(() => 'echo from the phone app'),
  ]);
  return '→ ' + (parts.join(', ') || changes.map((change) => change.field).join(', ') || 'webhook') + (entry.attempt > 1 ? ' (try ' + entry.attempt + ')' : '');
}

function describeRequest(entry) {
  const words = { send: 'send: ' + (entry.body?.type ?? 'text'), receipt: entry.body?.typing_indicator ? 'read and typing' : 'mark as read', media: 'media', other: entry.path };
  return '← ' + entry.method + ' ' + words[entry.subject] + (entry.fault ? ' [' + entry.fault + ']' : '');
}

function drawLog(entries) {
  const list = $('log');
  for (const { entry, text, ok, result } of entries) {
    const line = document.createElement('li');
    const time = document.createElement('span');
    time.className = 'faint';
    time.textContent = new Date(entry.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
    const what = document.createElement('bdi');
    what.className = 'what';
    what.textContent = text;
    const end = document.createElement('span');
    end.className = 'result';
    end.dataset.tone = ok ? 'ok' : 'bad';
    end.textContent = result;
    line.append(time, what, end);
    list.prepend(line);
  }
  while (list.childElementCount > 300) list.lastElementChild.remove();
}

async function follow() {
  for (;;) {
    try {
      const answer = await fetch('api/wait/news?after=' + seq + '&timeoutMs=25000');
      if (answer.status === 408) continue;
      if (!answer.ok) throw new Error('refused');
      const news = await answer.json();
      seq = Math.max(seq, news.seq);
      drawLog([
        ...news.requests.map((entry) => ({ entry, text: describeRequest(entry), ok: entry.status === 200, result: entry.status === null ? 'cut' : entry.status + (entry.errorCode ? ' · ' + entry.errorCode : '') })),
        ...news.webhooks.map((entry) => ({ entry, text: describeWebhook(entry), ok: entry.status === 200, result: entry.status === null ? 'no answer' : entry.status === 0 ? 'dropped' : String(entry.status) })),
      ].sort((one, other) => one.entry.seq - other.entry.seq));
      await refresh();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}

function setFault(form, select, times, path, choices) {
  $(form).addEventListener('submit', act(() => {
    const fault = choices[Number($(select).value)][1];
    return call('POST', path, { ...fault, times: Number($(times).value) || 1 });
  }, 'Set.'));
}

for (const [label, message] of quickKinds) $('kinds').append(button(label, act(() => send(message), label + ' sent.')));
for (const [label, ms] of clockSteps) {
  $('clock-buttons').append(button(label, act(() => call('POST', 'clock', { advanceMs: ms === null ? -state.offsetMs : ms }), 'The clock was moved.')));
}
fill($('request-kind'), requestFaults);
fill($('webhook-kind'), webhookFaults);
fill($('status-kind'), statusFaults);
setFault('request-fault', 'request-kind', 'request-times', 'faults/requests', requestFaults);
setFault('webhook-fault', 'webhook-kind', 'webhook-times', 'faults/webhooks', webhookFaults);
setFault('status-fault', 'status-kind', 'status-times', 'faults/statuses', statusFaults);
$('clear').addEventListener('click', act(() => call('DELETE', 'faults'), 'All faults cleared.'));
$('release').addEventListener('click', act(() => call('POST', 'statuses/release'), 'Released.'));
$('reset').addEventListener('click', act(async () => { await call('POST', 'reset'); $('log').replaceChildren(); }, 'The sandbox starts over.'));
$('text-form').addEventListener('submit', act(async () => {
  const text = $('text').value.trim();
  if (text === '') await call('POST', 'personas/' + encodeURIComponent(chosen) + '/next');
  else await send({ kind: 'text', text });
  $('text').value = '';
}));
$('text').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  $('text-form').requestSubmit();
});
$('raw-form').addEventListener('submit', act(() => send({ kind: 'raw', message: JSON.parse($('raw').value) }), 'Sent.'));
$('address-form').addEventListener('submit', act(() => call('POST', 'webhook', { url: $('address').value }), 'The address passed the handshake.'));
const setting = (id, change) => $(id).addEventListener('change', act(() => call('POST', 'settings', change($(id).checked))));
setting('set-lively', (on) => ({ quiet: !on }));
setting('set-reads', (on) => ({ readReceipts: on }));
setting('set-pair', (on) => ({ pairLimit: on }));
setting('set-late', (on) => ({ windowRefusal: on ? 'status' : 'answer' }));
setInterval(() => { if (state !== null) { state.now += 1000; drawState(); drawPeople(); } }, 1000);
act(refresh)().then(follow);
`;
