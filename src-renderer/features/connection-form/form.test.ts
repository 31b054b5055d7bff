import { describe, expect, it } from 'vitest';
import { type FormValues, formErrors, initialValues, toConnectionForm } from './form.ts';

const filled: FormValues = {
  ...initialValues(null),
  phone: '+44 7700 900123',
  phoneNumberId: '106540352242922',
  wabaId: '102290129340398',
  appSecret: '0123456789abcdef0123456789abcdef',
};

describe('the connection form', () => {
  it('names every field that is still needed', () => {
    expect(Object.keys(formErrors(initialValues(null), null)).toSorted()).toEqual(['appSecret', 'phone', 'phoneNumberId', 'wabaId']);
  });

  it('is content with what Meta needs; name, app and token can wait', () => {
    expect(formErrors(filled, null)).toEqual({});
  });

  it('says what is wrong with a secret that was cut while copying', () => {
    expect(formErrors({ ...filled, appSecret: '9f2c41b7' }, null).appSecret).toContain('this one has 8');
    expect(formErrors({ ...filled, appSecret: 'z'.repeat(32) }, null).appSecret).toContain('0 to 9');
  });

  it('takes any secret for a Graph API that is not Meta’s own', () => {
    expect(formErrors({ ...filled, graphUrl: 'http://127.0.0.1:4000', appSecret: 'test' }, null)).toEqual({});
  });

  it('wants ids in digits, and whole web addresses', () => {
    const errors = formErrors({ ...filled, phoneNumberId: '10654-03', appId: 'x1', graphUrl: 'graph.facebook.com', graphVersion: '24' }, null);
    expect(Object.keys(errors).toSorted()).toEqual(['appId', 'graphUrl', 'graphVersion', 'phoneNumberId']);
  });

  it('keeps stored secrets by leaving empty ones out', () => {
    const form = toConnectionForm({ ...filled, appSecret: ' ', accessToken: ' EAAG ', appId: '' }, null);
    expect(form).not.toHaveProperty('appSecret');
    expect(form).not.toHaveProperty('verifyToken');
    expect(form.accessToken).toBe('EAAG');
    expect(form.appId).toBeNull();
  });
});
