import type { Wamid } from '../domain/ids.ts';
import { blockBody, messageBody, readBody, typingBody } from './bodies.ts';
import type { RequestGraph } from './client.ts';
import { blockedUsers, mediaAnswer, phoneNumberAnswer, sendAnswer, successAnswer, uploadAnswer } from './schemas.ts';
import type { Graph, GraphFailure, GraphResult, GraphTarget } from './types.ts';
import { uploadForm } from './upload-form.ts';

const phoneNumberFields = ['display_phone_number', 'verified_name', 'quality_rating', 'status', 'throughput'] as const;

/** The calls that the product makes, each built strictly from checked values. */
export function createEndpoints(request: RequestGraph): Omit<Graph, 'spacingMs' | 'downloadMedia'> {
  return {
    async sendMessage(target, message, signal) {
      const path = edge(target, 'messages');
      const result = await request(target, { method: 'POST', name: 'messages.send', path, body: messageBody(message), answer: sendAnswer, signal });
      return mapped(result, ({ messages: [first], contacts }) => ({
        wamid: (first?.id ?? '') as Wamid,
        waId: contacts?.[0]?.wa_id ?? null,
        userId: contacts?.[0]?.user_id ?? null,
        status: first?.message_status ?? 'accepted',
      }));
    },

    async markRead(target, wamid, signal) {
      const path = edge(target, 'messages');
      return mapped(await request(target, { method: 'POST', name: 'messages.read', path, body: readBody(wamid), answer: successAnswer, signal }), () => true);
    },

    async showTyping(target, wamid, signal) {
      const path = edge(target, 'messages');
      return mapped(await request(target, { method: 'POST', name: 'messages.typing', path, body: typingBody(wamid), answer: successAnswer, signal }), () => true);
    },

    async uploadMedia(target, file, { onProgress, signal } = {}) {
      const result = await request(target, {
        method: 'POST',
        name: 'media.upload',
        path: edge(target, 'media'),
        form: (progressed) =>
          uploadForm(file, (share) => {
            progressed();
            onProgress?.(share);
          }),
        answer: uploadAnswer,
        signal,
      });
      return mapped(result, ({ id }) => ({ metaId: id }));
    },

    async lookupMedia(target, metaId, signal) {
      // The number goes with it, so that a file of another number is refused and not fetched.
      const path = `${encodeURIComponent(metaId)}?phone_number_id=${encodeURIComponent(target.phoneNumberId)}`;
      const result = await request(target, { method: 'GET', name: 'media.lookup', path, answer: mediaAnswer, signal });
      return mapped(result, (facts) => ({
        url: facts.url,
        mime: facts.mime_type ?? null,
        sha256: hexDigest(facts.sha256 ?? ''),
        bytes: facts.file_size ?? null,
      }));
    },

    async setBlocked(target, user, blocked, signal) {
      const result = await request(target, {
        method: blocked ? 'POST' : 'DELETE',
        name: blocked ? 'users.block' : 'users.unblock',
        path: edge(target, 'block_users'),
        body: blockBody(user),
        answer: blockedUsers,
        refine: ofTheUser,
        signal,
      });
      return mapped(result, () => true);
    },

    async phoneNumber(target, signal) {
      const path = `${encodeURIComponent(target.phoneNumberId)}?fields=${phoneNumberFields.join(',')}`;
      const result = await request(target, { method: 'GET', name: 'phone_number', path, answer: phoneNumberAnswer, signal });
      return mapped(result, (facts) => ({
        displayPhone: facts.display_phone_number ?? null,
        verifiedName: facts.verified_name ?? null,
        quality: facts.quality_rating ?? null,
        status: facts.status ?? null,
        throughput: facts.throughput?.level ?? null,
      }));
    },
  };
}

function edge(target: GraphTarget, name: string): string {
  return `${encodeURIComponent(target.phoneNumberId)}/${name}`;
}

function mapped<T, U>(result: GraphResult<T>, map: (value: T) => U): GraphResult<U> {
  return result.ok ? { ok: true, value: map(result.value) } : result;
}

/** A refused block names the users with a reason each; the error beside them says only that some were refused. */
function ofTheUser(failure: GraphFailure, json: unknown): GraphFailure {
  const answer = blockedUsers.safeParse(json);
  const told = answer.success ? answer.data.block_users?.failed_users?.[0]?.errors?.[0] : undefined;
  if (told === undefined) return failure;
  return { ...failure, code: told.code ?? failure.code, title: told.message ?? failure.title, details: told.error_data?.details ?? failure.details };
}

/** Meta writes a SHA-256 as hex here and as base64 elsewhere. */
function hexDigest(text: string): string | null {
  if (/^[0-9a-f]{64}$/iu.test(text)) return text.toLowerCase();
  return /^[A-Za-z0-9+/_-]{43}=?$/u.test(text) ? Buffer.from(text, 'base64').toString('hex') : null;
}

