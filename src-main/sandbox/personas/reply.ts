import type { Random } from '../random.ts';
import type { CheckedSend } from '../rules/index.ts';
import type { PersonaMessage } from '../types.ts';
import type { Line, PersonaScript } from './script.ts';

const question = /[?？؟]/u;
const closing =
  /\b(thank|thanks|cheers|bye|gracias|adi[óo]s|obrigad|tchau|merci|au revoir|danke|tsch[üu]ss|terima kasih|makasih)|धन्यवाद|शुक्रिया|شكر|مع السلامة|ありがとう|谢谢/iu;

/** What a persona says to the agent's newest message; null: nothing, for now. */
export function replyTo(script: PersonaScript, send: CheckedSend, wamid: string, random: Random): Line | null {
  switch (send.type) {
    case 'text':
      return answerText(script, String((send.content as { readonly body?: unknown }).body ?? ''), wamid, random);
    case 'interactive':
      return answerInteractive(send.content, random) ?? random.pick(script.goesOn);
    case 'template': {
      const quick = send.template?.components.flatMap((part) => part.buttons ?? []).filter((button) => button.type === 'QUICK_REPLY') ?? [];
      const [first, ...more] = quick;
      if (first !== undefined && random.chance(0.7)) return { kind: 'button', text: random.pick([first, ...more]).text };
      return random.pick(script.goesOn);
    }
    case 'reaction':
      return null;
    case 'image':
    case 'sticker':
    case 'audio':
      return random.chance(0.5) ? { kind: 'reaction', messageId: wamid, emoji: random.pick(['❤️', '👍', '😍']) } : random.pick(script.thanks);
    default:
      return random.pick(script.thanks);
  }
}

function answerText(script: PersonaScript, text: string, wamid: string, random: Random): Line | null {
  const rule = script.rules.find(({ when }) => when.test(text));
  if (rule !== undefined) return sometimesQuoted(random.pick(rule.say), random);
  if (question.test(text)) return sometimesQuoted(random.pick(script.answers), random);
  if (closing.test(text)) {
    return random.chance(0.6) ? { kind: 'reaction', messageId: wamid, emoji: random.pick(['👍', '❤️', '🙏']) } : random.pick(script.thanks);
  }
  return random.chance(0.2) ? random.pick(script.thanks) : random.pick(script.goesOn);
}

function sometimesQuoted(line: Line, random: Random): Line {
  if (!random.chance(0.15)) return line;
  return typeof line === 'string' ? { kind: 'text', text: line, replyTo: 'last' } : { ...line, replyTo: 'last' };
}

interface Interactive {
  readonly type?: string;
  readonly action?: {
    readonly buttons?: readonly { readonly reply?: { readonly id: string; readonly title: string } }[];
    readonly sections?: readonly { readonly rows?: readonly { readonly id: string; readonly title: string; readonly description?: string }[] }[];
    readonly parameters?: { readonly flow_token?: string };
  };
}

/** A tap on what was offered. The content kept the rules, so its shape is known. */
function answerInteractive(content: unknown, random: Random): PersonaMessage | null {
  const { type, action } = content as Interactive;
  switch (type) {
    case 'button': {
      const [first, ...more] = (action?.buttons ?? []).flatMap((button) => (button.reply === undefined ? [] : [button.reply]));
      return first === undefined ? null : { kind: 'button_reply', ...random.pick([first, ...more]) };
    }
    case 'list': {
      const [first, ...more] = (action?.sections ?? []).flatMap((section) => section.rows ?? []);
      return first === undefined ? null : { kind: 'list_reply', ...random.pick([first, ...more]) };
    }
    case 'location_request_message':
      return { kind: 'location', name: 'Here', replyTo: 'last' };
    case 'request_contact_info':
      return { kind: 'contacts', names: ['Me'], replyTo: 'last' };
    case 'flow':
      return { kind: 'nfm_reply', responseJson: JSON.stringify({ flow_token: action?.parameters?.flow_token ?? 'unused', day: 'tuesday' }) };
    default:
      return null;
  }
}
