import { GraphRefusal, refuse, unknownObject } from '../graph-error.ts';
import type { RequestSubject } from '../types.ts';
import { accountNode, blockUsers, debugToken, listTemplates, oneTemplate, page, phoneDefaults, phoneNode, pickFields, subscribedApps } from './account.ts';
import { describeMedia, uploadMedia } from './media.ts';
import { isReceipt, postMessage } from './messages.ts';
import type { GraphAnswer, GraphRequest, GraphWorld } from './route.ts';

/** What kind of request this is, for faults and the log. */
export function subjectOf(parts: GraphWorld, method: string, segments: readonly string[], body: unknown): RequestSubject {
  const [first, second] = segments;
  if (method === 'POST' && second === 'messages') return isReceipt(body) ? 'receipt' : 'send';
  if (second === 'media' || (first !== undefined && parts.world.media(first) !== null)) return 'media';
  return 'other';
}

/** Finds and runs the endpoint. Throws a `GraphRefusal` where Meta answers with an error. */
export async function answerGraph(parts: GraphWorld, request: GraphRequest): Promise<GraphAnswer> {
  const { phoneNumberId, wabaId, appId, accessToken, appSecret } = parts.world.credentials;
  if (request.token === null) refuse(2500);
  const appToken = request.token === `${appId}|${appSecret}`;
  if (request.token !== accessToken && !(appToken && request.segments[0] === 'debug_token')) refuse(190);

  const [node = '', edge] = request.segments;
  if (request.segments.length > 2) return unknownPath(request);
  if (node === 'me' && edge === undefined) return { body: { name: 'Casa Lumen system user', id: '122000333' } };
  if (node === 'debug_token' && edge === undefined) return debugToken(parts, request);
  if (node === phoneNumberId) return answerPhone(parts, request, edge);
  if (node === wabaId) return answerAccount(parts, request, edge);
  const media = parts.world.media(node);
  if (media !== null && edge === undefined && media.diesAt > parts.clock.now()) {
    if (request.method === 'GET') return describeMedia(parts, media, request);
    if (request.method === 'DELETE') {
      parts.world.dropMedia(node);
      return { body: { success: true } };
    }
  }
  const template = edge === undefined && request.method === 'GET' ? oneTemplate(node, request) : null;
  return template ?? unknownNode(request);
}

async function answerPhone(parts: GraphWorld, request: GraphRequest, edge: string | undefined): Promise<GraphAnswer> {
  switch (`${request.method} ${edge ?? ''}`) {
    case 'GET ':
      return { body: pickFields(phoneNode(parts), request, phoneDefaults, 'WhatsAppBusinessPhoneNumber') };
    case 'POST ':
    case 'POST register':
    case 'POST deregister':
    case 'POST whatsapp_business_profile':
      return { body: { success: true } };
    case 'POST messages':
      return postMessage(parts, request);
    case 'POST media':
      return uploadMedia(parts, request);
    case 'GET block_users':
    case 'POST block_users':
    case 'DELETE block_users':
      return blockUsers(parts, request);
    case 'GET whatsapp_business_profile':
      return { body: { data: [{ about: 'Warm light, made by hand.', description: 'Lamps and lighting', vertical: 'RETAIL', websites: ['https://casalumen.example/'], messaging_product: 'whatsapp' }] } };
    default:
      return unknownEdge(request);
  }
}

async function answerAccount(parts: GraphWorld, request: GraphRequest, edge: string | undefined): Promise<GraphAnswer> {
  switch (`${request.method} ${edge ?? ''}`) {
    case 'GET ':
      return { body: pickFields(accountNode(parts), request, ['name', 'timezone_id', 'message_template_namespace'], 'WhatsAppBusinessAccount') };
    case 'GET phone_numbers':
      return page(parts, request, [pickFields(phoneNode(parts), request, phoneDefaults, 'WhatsAppBusinessPhoneNumber')]);
    case 'GET message_templates':
      return listTemplates(parts, request);
    case 'GET subscribed_apps':
    case 'POST subscribed_apps':
    case 'DELETE subscribed_apps':
      return subscribedApps(parts, request);
    default:
      return unknownEdge(request);
  }
}

function unknownNode(request: GraphRequest): never {
  throw new GraphRefusal(unknownObject(request.method, request.segments[0] ?? ''));
}

function unknownEdge(request: GraphRequest): never {
  return unknownPath(request);
}

/** Meta's answer to a path that leads nowhere, and to a version that does not exist. */
export function unknownPath(request: Pick<GraphRequest, 'segments'>): never {
  return refuse(2500, undefined, { title: `Unknown path components: /${request.segments.join('/')}` });
}
