/** The control panel's document. Everything that changes is filled in by the script. */
export const panelPage = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sandbox control · Wicket</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="panel.css">
<script src="panel.js" defer></script>
</head>
<body>
<a class="skip" href="#compose">Skip to sending</a>
<header class="top">
  <h1>Sandbox control</h1>
  <p class="facts"><span id="webhook-state" class="pill" data-tone="warn">No webhook address yet</span> <span id="open-state" class="faint"></span></p>
  <p class="clock"><span class="faint">Sandbox time</span> <time id="now"></time> <span id="offset" class="faint"></span></p>
</header>
<main>
  <section class="pane people" aria-labelledby="people-title">
    <h2 id="people-title">Customers</h2>
    <p class="faint">All invented. Choose who writes.</p>
    <div id="people" role="radiogroup" aria-labelledby="people-title"></div>
  </section>
  <div class="middle">
    <section class="pane" id="compose" aria-labelledby="compose-title">
      <h2 id="compose-title">Write as <span id="who">…</span></h2>
      <p id="story" class="faint"></p>
      <form id="text-form" class="row">
        <label class="grow"><span>Message</span><textarea id="text" rows="2" dir="auto" placeholder="Type what the customer says, or leave empty for their next line"></textarea></label>
        <button class="main" type="submit">Send</button>
      </form>
      <label class="check"><input type="checkbox" id="quote"> Quote the agent’s newest message</label>
      <div class="buttons" id="kinds" role="group" aria-label="Send another kind"></div>
      <details>
        <summary>Raw message (JSON)</summary>
        <form id="raw-form">
          <label><span>Put into messages[] as it stands; from, id and timestamp are filled in</span>
          <textarea id="raw" rows="4" spellcheck="false">{ "type": "text", "text": { "body": "Hello" } }</textarea></label>
          <button type="submit">Send raw</button>
        </form>
      </details>
    </section>
    <section class="pane" aria-labelledby="clock-title">
      <h2 id="clock-title">Clock</h2>
      <p class="faint">Moves the time of the sandbox, so that windows close in seconds instead of a day.</p>
      <div class="buttons" id="clock-buttons" role="group" aria-labelledby="clock-title"></div>
    </section>
    <section class="pane" aria-labelledby="faults-title">
      <h2 id="faults-title">Faults</h2>
      <p class="faint">Each hits the next one only, unless you choose more.</p>
      <form id="request-fault" class="row">
        <label class="grow"><span>The app’s next request</span><select id="request-kind"></select></label>
        <label><span>How many</span><input id="request-times" type="number" min="1" max="100" value="1"></label>
        <button type="submit">Set</button>
      </form>
      <form id="webhook-fault" class="row">
        <label class="grow"><span>The next webhook</span><select id="webhook-kind"></select></label>
        <label><span>How many</span><input id="webhook-times" type="number" min="1" max="100" value="1"></label>
        <button type="submit">Set</button>
      </form>
      <form id="status-fault" class="row">
        <label class="grow"><span>The next message’s ticks</span><select id="status-kind"></select></label>
        <label><span>How many</span><input id="status-times" type="number" min="1" max="100" value="1"></label>
        <button type="submit">Set</button>
      </form>
      <div class="buttons"><button type="button" id="release">Release held ticks</button><button type="button" id="clear">Clear all faults</button> <span id="waiting" class="faint"></span></div>
    </section>
    <section class="pane" aria-labelledby="settings-title">
      <h2 id="settings-title">Behaviour</h2>
      <label class="check"><input type="checkbox" id="set-lively"> Customers write and answer by themselves</label>
      <label class="check"><input type="checkbox" id="set-reads"> Customers send read receipts</label>
      <label class="check"><input type="checkbox" id="set-pair"> Limit of one message each 6 seconds to one customer</label>
      <label class="check"><input type="checkbox" id="set-late"> A closed window is refused later, by a failed tick</label>
      <form id="address-form" class="row">
        <label class="grow"><span>Webhook address</span><input id="address" type="url" placeholder="http://127.0.0.1:…/api/webhook/whatsapp"></label>
        <button type="submit">Verify and use</button>
      </form>
      <div class="buttons"><button type="button" id="reset" class="danger">Start over</button></div>
    </section>
  </div>
  <section class="pane log" aria-labelledby="log-title">
    <h2 id="log-title">Live log</h2>
    <ol id="log" aria-live="off" tabindex="0" aria-labelledby="log-title"></ol>
  </section>
</main>
<p id="notice" role="status" aria-live="polite"></p>
</body>
</html>
`;
