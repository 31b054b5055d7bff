import { refuse } from '../graph-error.ts';
import { fieldsOf, listOf, oneOf, textOf } from './check.ts';
import type { Fields } from './check.ts';
import type { RuleContext, Template, TemplateComponent } from './context.ts';
import { checkLocation } from './location.ts';
import { checkMediaSource } from './media.ts';

const componentTypes = ['header', 'body', 'button', 'carousel', 'limited_time_offer', 'tap_target_configuration', 'order_status'] as const;

/** `template {name, language {code}, components?}` against the account's templates; the answer is the one that goes out. */
export function checkTemplate(value: unknown, context: RuleContext): Template {
  const sent = fieldsOf(value, 'template', ['name', 'language', 'components', 'namespace']);
  const name = textOf(sent['name'], "template['name']", 512);
  const code = textOf(fieldsOf(sent['language'], "template['language']", ['code', 'policy'])['code'], "template['language']['code']", 20);
  const template = context.templates.find((candidate) => candidate.name === name && candidate.language === code);
  if (template === undefined) return refuse(132001, `template name (${name}) does not exist in ${code}`);
  if (template.status === 'PAUSED') return refuse(132015, 'The template is paused because of low quality.');
  if (template.status === 'DISABLED') return refuse(132016, 'The template was disabled for good.');
  if (template.status !== 'APPROVED') return refuse(132001, `template name (${name}) is not approved in ${code}`);

  const components = sent['components'] === undefined ? [] : listOf(sent['components'], "template['components']", 0, 20);
  const given = components.map((item, index) => {
    const component = fieldsOf(item, `template['components'][${index}]`);
    const type = oneOf(String(component['type']).toLowerCase(), `template['components'][${index}]['type']`, componentTypes);
    return { type, component };
  });
  const pick = (type: (typeof componentTypes)[number]): Fields | undefined => given.find((entry) => entry.type === type)?.component;
  for (const part of template.components) {
    if (part.type === 'HEADER') checkHeaderPart(template, part, pick('header'), context);
    if (part.type === 'BODY') checkFilled(template, part.text ?? '', pick('body'), 'body', 1024);
    if (part.type === 'BUTTONS') checkButtonPart(part, given.filter((entry) => entry.type === 'button').map((entry) => entry.component));
  }
  if (pick('header') !== undefined && !template.components.some((part) => part.type === 'HEADER')) {
    refuse(132000, 'header: number of localizable_params does not match the expected number of params (0)');
  }
  return template;
}

/** Names of the variables of a text, in order of first appearance: `1`, `2` … or words. */
export function variablesOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/gu)].map((found) => found[1] ?? ''))];
}

function checkHeaderPart(template: Template, part: TemplateComponent, given: Fields | undefined, context: RuleContext): void {
  if (part.format === 'TEXT') return checkFilled(template, part.text ?? '', given, 'header', 60);
  const kind = (part.format ?? '').toLowerCase();
  if (given === undefined) return refuse(132012, `header: Format mismatch, expected ${part.format ?? ''}, received UNKNOWN`);
  const parameter = fieldsOf(listOf(given['parameters'], 'header parameters', 1, 1)[0], 'header parameter');
  if (parameter['type'] !== kind) {
    return refuse(132012, `header: Format mismatch, expected ${part.format ?? ''}, received ${String(parameter['type']).toUpperCase()}`);
  }
  if (kind === 'location') checkLocation(parameter['location']);
  else if (kind === 'image' || kind === 'video' || kind === 'document') checkMediaSource(kind, fieldsOf(parameter[kind], kind), kind, context);
}

function checkFilled(template: Template, text: string, given: Fields | undefined, place: string, most: number): void {
  const expected = variablesOf(text);
  const parameters = given?.['parameters'] === undefined ? [] : listOf(given['parameters'], `${place} parameters`, 0, 100);
  if (parameters.length !== expected.length) {
    refuse(132000, `${place}: number of localizable_params (${parameters.length}) does not match the expected number of params (${expected.length})`);
  }
  let filled = text;
  parameters.forEach((item, index) => {
    const parameter = fieldsOf(item, `${place} parameter ${index + 1}`);
    const type = oneOf(parameter['type'], `${place} parameter type`, ['text', 'currency', 'date_time'], 132012);
    let name = expected[index] ?? '';
    if (template.parameter_format === 'NAMED') {
      name = textOf(parameter['parameter_name'], `${place} parameter_name`, 200, 132000);
      if (!expected.includes(name)) refuse(132000, `${place}: no parameter is named ${name}`);
    }
    const content = type === 'text' ? parameter['text'] : fieldsOf(parameter[type], type)['fallback_value'];
    const value = textOf(content, `${place} parameter ${name}`, 1024, 132012);
    if (/[\n\t]| {5}/u.test(value)) refuse(132018, `${place}: Param text cannot have new-line/tab characters or more than 4 consecutive spaces`);
    filled = filled.replaceAll(new RegExp(`\\{\\{\\s*${name}\\s*\\}\\}`, 'gu'), () => value);
  });
  if ([...filled].length > most) refuse(132005, `${place}: the filled text is longer than ${most} characters`);
}

function checkButtonPart(part: TemplateComponent, given: readonly Fields[]): void {
  const buttons = part.buttons ?? [];
  const filled = new Set<number>();
  for (const component of given) {
    const index = Number(component['index']);
    const button = buttons[index];
    if (!Number.isInteger(index) || button === undefined) return refuse(132000, `There is no button at index ${String(component['index'])}.`);
    const subType = oneOf(String(component['sub_type']).toLowerCase(), 'sub_type', ['url', 'quick_reply', 'copy_code', 'flow', 'catalog', 'mpm', 'voice_call', 'order_details'], 132012);
    if (subType.toUpperCase() !== button.type && !(subType === 'url' && button.type === 'OTP')) {
      refuse(132012, `Button at index ${index} is of type ${button.type}, not ${subType}.`);
    }
    const parameter = fieldsOf(listOf(component['parameters'], `button ${index} parameters`, 1, 2)[0], `button ${index} parameter`);
    if (subType === 'url') textOf(parameter['text'], `button ${index} text`, 2000, 132012);
    filled.add(index);
  }
  const missing = buttons.findIndex((button, index) => button.type === 'URL' && variablesOf(button.url ?? '').length > 0 && !filled.has(index));
  if (missing >= 0) refuse(131008, `Button at index ${missing} of type Url requires a parameter`);
}
