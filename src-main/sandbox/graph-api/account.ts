import { problemOf, errorBody, refuse } from '../graph-error.ts';
import { fieldsOf, listOf } from '../rules/check.ts';
import { templates } from '../templates.ts';
import type { GraphAnswer, GraphRequest, GraphWorld } from './route.ts';

type Json = Readonly<Record<string, unknown>>;

/** Of a node only what `fields` names, `id` always; without `fields` the defaults. */
export function pickFields(node: Json, request: GraphRequest, defaults: readonly string[], type: string): Json {
  const asked = request.query.get('fields')?.split(',').map((field) => field.trim()).filter((field) => field !== '') ?? defaults;
  const stranger = asked.find((field) => !(field in node));
  if (stranger !== undefined) refuse(100, undefined, { title: `Tried accessing nonexisting field (${stranger}) on node type (${type})` });
  return Object.fromEntries([...asked.filter((field) => field !== 'id').map((field) => [field, node[field]]), ['id', node['id']]]);
}

export function phoneNode(parts: GraphWorld): Json {
  const { phone, phoneNumberId, wabaId } = parts.world.credentials;
  const application = parts.webhookAddress();
  return {
    id: phoneNumberId,
    display_phone_number: `${phone.slice(0, 3)} ${phone.slice(3, 6)} ${phone.slice(6, 9)} ${phone.slice(9)}`,
    verified_name: 'Casa Lumen',
    quality_rating: 'GREEN',
    code_verification_status: 'VERIFIED',
    name_status: 'APPROVED',
    new_name_status: 'NONE',
    status: 'CONNECTED',
    platform_type: 'CLOUD_API',
    throughput: { level: 'STANDARD' },
    account_mode: 'SANDBOX',
    is_official_business_account: false,
    is_on_biz_app: true,
    messaging_limit_tier: 'TIER_2K',
    whatsapp_business_manager_messaging_limit: 'TIER_2K',
    webhook_configuration: application === null ? {} : { application },
    health_status: {
      can_send_message: 'AVAILABLE',
      entities: [
        { entity_type: 'PHONE_NUMBER', id: phoneNumberId, can_send_message: 'AVAILABLE' },
        { entity_type: 'WABA', id: wabaId, can_send_message: 'AVAILABLE' },
      ],
    },
  };
}

export const phoneDefaults = ['verified_name', 'code_verification_status', 'display_phone_number', 'quality_rating', 'platform_type', 'throughput', 'webhook_configuration'];

export function accountNode(parts: GraphWorld): Json {
  return {
    id: parts.world.credentials.wabaId,
    name: 'Casa Lumen',
    currency: 'EUR',
    timezone_id: '50',
    country: 'ES',
    account_review_status: 'APPROVED',
    business_verification_status: 'verified',
    ownership_type: 'SELF',
    message_template_namespace: '5a3d1c0e_sandbox',
    is_enabled_for_insights: true,
    health_status: { can_send_message: 'AVAILABLE', entities: [{ entity_type: 'WABA', id: parts.world.credentials.wabaId, can_send_message: 'AVAILABLE' }] },
  };
}

const templateDefaults = ['name', 'parameter_format', 'components', 'language', 'status', 'category'];

function templateNode(template: (typeof templates)[number]): Json {
  return { ...template, quality_score: { score: 'UNKNOWN' }, rejected_reason: template.status === 'REJECTED' ? 'TAG_CONTENT_MISMATCH' : 'NONE' };
}

export function oneTemplate(id: string, request: GraphRequest): GraphAnswer | null {
  const found = templates.find((template) => template.id === id);
  return found === undefined ? null : { body: pickFields(templateNode(found), request, templateDefaults, 'MessageTemplate') };
}

/** `GET /{waba-id}/message_templates`, filtered and paged. */
export function listTemplates(parts: GraphWorld, request: GraphRequest): GraphAnswer {
  const { query } = request;
  const matching = templates.filter((template) =>
    (['name', 'status', 'category', 'language'] as const).every((key) => query.get(key) === null || template[key] === query.get(key)),
  );
  return page(parts, request, matching.map((template) => pickFields(templateNode(template), request, templateDefaults, 'MessageTemplate')));
}

/** One page of a list, with cursors; a cursor that is not ours is stale. */
export function page(parts: GraphWorld, request: GraphRequest, items: readonly Json[]): GraphAnswer {
  const limit = Math.min(Math.max(Number(request.query.get('limit') ?? 25) || 25, 1), 1000);
  const after = request.query.get('after');
  const start = after === null ? 0 : Number(/^after:(\d+)$/u.exec(Buffer.from(after, 'base64url').toString('latin1'))?.[1] ?? Number.NaN);
  if (!Number.isInteger(start) || start > items.length) refuse(131059, 'The cursor is no longer valid; start with the first page.');
  const data = items.slice(start, start + limit);
  const end = start + data.length;
  if (data.length === 0) return { body: { data } };
  const cursor = (at: number): string => Buffer.from(`after:${at}`, 'latin1').toString('base64url');
  const next = new URL(`${parts.baseUrl()}/${request.version}/${request.segments.join('/')}`);
  for (const [key, value] of request.query) if (key !== 'access_token') next.searchParams.set(key, value);
  next.searchParams.set('after', cursor(end));
  return {
    body: { data, paging: { cursors: { before: cursor(start), after: cursor(end) }, ...(end < items.length ? { next: next.toString() } : {}) } },
  };
}

/** `GET`, `POST` and `DELETE` of `/{waba-id}/subscribed_apps`. */
export async function subscribedApps(parts: GraphWorld, request: GraphRequest): Promise<GraphAnswer> {
  if (request.method === 'GET') {
    const data = parts.subscription.attached
      ? [{ whatsapp_business_api_data: { id: parts.world.credentials.appId, name: 'Wicket sandbox', link: 'https://www.facebook.com/games/?app_id=0' } }]
      : [];
    return { body: { data } };
  }
  if (request.method === 'POST' && typeof request.body === 'object' && request.body !== null) {
    const { override_callback_uri: address, verify_token: verifyToken } = fieldsOf(request.body, 'body');
    if (typeof address === 'string') {
      if (address.length > 200 || !URL.canParse(address)) refuse(100, 'override_callback_uri must be an address of at most 200 characters.');
      if (!(await parts.setWebhook(address, String(verifyToken ?? '')))) refuse(100, 'The callback URL did not answer the verification request.');
    }
  }
  parts.subscription.attached = request.method === 'POST';
  return { body: { success: true } };
}

/** `GET`, `POST` and `DELETE` of `/{phone-number-id}/block_users`. */
export function blockUsers(parts: GraphWorld, request: GraphRequest): GraphAnswer {
  const { world } = parts;
  if (request.method === 'GET') {
    const blocked = world.personas.filter((persona) => persona.blocked);
    return page(parts, request, blocked.map((persona) => ({ messaging_product: 'whatsapp', wa_id: persona.waId ?? undefined, user_id: persona.userId })));
  }
  const block = request.method === 'POST';
  const body = fieldsOf(request.body, 'body');
  if (body['messaging_product'] !== 'whatsapp') refuse(100, 'The parameter messaging_product is required.');
  const done: object[] = [];
  const failed: object[] = [];
  for (const item of listOf(body['block_users'], 'block_users', 1, 1000)) {
    const { user, user_id: userId } = fieldsOf(item, 'block_users', ['user', 'user_id']);
    const input = String(user ?? userId);
    const persona = typeof userId === 'string' ? world.byUserId(userId) : world.byPhone(input.replaceAll(/\D/gu, ''));
    if (persona === null || (block && !world.windowOpen(persona))) {
      failed.push({ input, errors: [{ code: 139103, message: 'Internal error', error_data: { details: 'Only users who wrote in the last 24 hours can be blocked.' } }] });
      continue;
    }
    persona.blocked = block;
    done.push({ input, ...(persona.waId === null ? {} : { wa_id: persona.waId }), user_id: persona.userId });
  }
  parts.changed();
  const result = {
    messaging_product: 'whatsapp',
    block_users: { [block ? 'added_users' : 'removed_users']: done, ...(failed.length > 0 ? { failed_users: failed } : {}) },
  };
  if (failed.length === 0) return { body: result };
  const problem = problemOf(139100, 'Some users could not be changed.');
  return { status: problem.status, body: { ...result, ...errorBody(problem, 'Sandbox139100') } };
}

export function debugToken(parts: GraphWorld, request: GraphRequest): GraphAnswer {
  const { accessToken, appId, wabaId } = parts.world.credentials;
  if (request.query.get('input_token') !== accessToken) {
    return { body: { data: { is_valid: false, scopes: [], error: { code: 190, message: 'Malformed access token' } } } };
  }
  const scopes = ['whatsapp_business_management', 'whatsapp_business_messaging'];
  return {
    body: {
      data: {
        app_id: appId,
        type: 'SYSTEM_USER',
        application: 'Wicket sandbox',
        is_valid: true,
        expires_at: 0,
        data_access_expires_at: 0,
        issued_at: Math.floor(parts.clock.now() / 1000),
        user_id: '122000333',
        scopes,
        granular_scopes: scopes.map((scope) => ({ scope, target_ids: [wabaId] })),
      },
    },
  };
}
