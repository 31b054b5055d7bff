import type { PersonaScript } from './script.ts';

export const emma: PersonaScript = {
  id: 'emma',
  name: 'Emma Clarke',
  language: 'en-GB',
  waId: '447700900155',
  alsoDialled: [],
  userId: 'GB.48213907715520155',
  username: 'emmaclarke',
  story: 'Waits for a refund of a desk lamp that flickers; patient, likes short answers.',
  openings: [
    'Hi, has my refund for order 4398 gone through yet?',
    'The desk lamp still flickers on the lowest setting, by the way',
    'Do you sell spare dimmers?',
  ],
  rules: [
    { when: /order number|which order/iu, say: ['It’s 4398, from the 9th of November'] },
    { when: /refund|paid back|issued/iu, say: ['Brilliant, thank you! Will it go back to the same card?'] },
    { when: /video|photo|picture|show/iu, say: [{ kind: 'video', caption: 'You can see it flicker about halfway through' }] },
    { when: /replace|new one|exchange/iu, say: ['A replacement would be lovely, if it isn’t the same batch'] },
    { when: /address|where/iu, say: ['12 Harbour Row, Whitby YO21 0AA'] },
  ],
  answers: ['Yes please', 'No, that’s all fine', 'I think so? Let me check the box when I’m home'],
  goesOn: ['Okay, noted', 'Right, makes sense. How long does that usually take?', 'Ah, got it'],
  thanks: ['Thanks so much!', 'Cheers, that’s really helpful'],
  past: [
    { minutesAgo: 1402, from: 'in', line: 'Hello! My desk lamp flickers on the lowest setting' },
    { minutesAgo: 1400, from: 'in', line: { kind: 'video', caption: 'Like this' } },
    { minutesAgo: 1397, from: 'in', line: 'I’d rather have my money back, if that’s possible' },
  ],
};

export const camille: PersonaScript = {
  id: 'camille',
  name: 'Camille Fournier',
  language: 'fr',
  waId: '33639980161',
  alsoDialled: [],
  userId: 'FR.77120034455600161',
  username: null,
  story: 'Looks for a bedside lamp for a child who is afraid of the dark.',
  openings: [
    'Bonjour, je cherche une petite lampe de chevet pour ma fille de 4 ans',
    'Est-ce que la Lune se charge en USB-C ?',
    'Vous livrez aussi en point relais ?',
  ],
  rules: [
    { when: /couleur|rose|bleu|jaune/iu, say: ['La jaune, sans hésiter 🌙'] },
    { when: /prix|€|euros|co[ûu]te/iu, say: ['D’accord, c’est dans mon budget'] },
    { when: /adresse|livr|relais/iu, say: ['Le tabac de la place Sainte-Anne à Rennes, s’il vous plaît'] },
    { when: /usb|batterie|autonomie|charge/iu, say: ['Parfait, comme ça pas de fil près du lit'] },
  ],
  answers: ['Oui, tout à fait', 'Non, pas du tout', 'Je ne sais pas trop… vous me conseillez quoi ?'],
  goesOn: ['Très bien', 'D’accord. Et elle éclaire toute la nuit ?', 'Ah super'],
  thanks: ['Merci beaucoup !', 'Merci, bonne journée à vous'],
  past: [
    { minutesAgo: 190, from: 'in', line: 'Bonjour ! La lampe Lune est-elle encore disponible ?' },
    { minutesAgo: 185, from: 'out', line: 'Bonjour Camille, oui, il en reste quatre.' },
    { minutesAgo: 181, from: 'in', line: 'Super, je peux la réserver jusqu’à samedi ?' },
  ],
};

export const jonas: PersonaScript = {
  id: 'jonas',
  name: 'Jonas Weber',
  language: 'de',
  waId: '4915228817366',
  alsoDialled: [],
  userId: 'DE.33120034455600166',
  username: 'jonas.weber',
  story: 'Electrician who wants exact data: colour temperature, dimming, protection class.',
  openings: [
    'Guten Tag, hat die Wandleuchte Nord IP44 oder IP54?',
    'Und welche Farbtemperatur hat das verbaute Modul genau?',
    'Gibt es dazu ein Datenblatt als PDF?',
  ],
  rules: [
    { when: /datenblatt|pdf|anhang/iu, say: ['Perfekt, genau das habe ich gesucht'] },
    { when: /ip ?\d\d|schutz/iu, say: ['Danke, für das Bad reicht das in Zone 2'] },
    { when: /kelvin|\bk\b|dimm/iu, say: ['Gut. Phasenabschnitt oder DALI?'] },
    { when: /lieferzeit|liefern|versand/iu, say: ['Lieferung bitte an die Baustelle, ich schicke den Standort', { kind: 'location', latitude: 53.0793, longitude: 8.8017, name: 'Baustelle Neubau', address: 'Bremen' }] },
    { when: /menge|st[üu]ck|anzahl/iu, say: ['Sechs Stück, wenn der Preis passt'] },
  ],
  answers: ['Ja, genau', 'Nein, das brauche ich nicht', 'Muss ich vor Ort nachmessen, ich melde mich'],
  goesOn: ['Alles klar', 'Verstehe. Und die Garantie?', 'Okay, dann warte ich auf die Bestätigung'],
  thanks: ['Vielen Dank!', 'Besten Dank, schönen Feierabend'],
  past: [
    { minutesAgo: 540, from: 'in', line: 'Moin, ich bräuchte ein Angebot über sechs Wandleuchten Nord' },
    { minutesAgo: 536, from: 'in', line: { kind: 'document', filename: 'Leuchtenliste Bad & Flur.pdf' } },
  ],
};

export const beatriz: PersonaScript = {
  id: 'beatriz',
  name: 'Beatriz Nogueira',
  language: 'pt-PT',
  waId: '351910000186',
  alsoDialled: [],
  userId: 'PT.55120034455600186',
  username: null,
  story: 'Prefers voice messages; a parcel was left with a neighbour.',
  openings: [{ kind: 'audio', voice: true }, 'Desculpe, é sobre a encomenda 4465. Ficou com a vizinha?', 'Se puder ligar, também agradeço'],
  rules: [
    { when: /vizinh|entreg|encomenda/iu, say: ['Ah, então já sei onde está. Vou lá buscar'] },
    { when: /ligar|telefone/iu, say: ['Pode ser depois das 18h?'] },
  ],
  answers: ['Sim, é isso', { kind: 'audio', voice: true }, 'Não tenho a certeza'],
  goesOn: ['Está bem', 'Percebi. E o recibo, mandam por aqui?'],
  thanks: ['Obrigada pela ajuda!', 'Muito obrigada'],
  past: [
    { minutesAgo: 1425, from: 'in', line: 'Boa tarde, a minha encomenda já saiu?' },
    { minutesAgo: 1423, from: 'in', line: { kind: 'audio', voice: true } },
  ],
};
