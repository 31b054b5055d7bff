import type { PersonaScript } from './script.ts';

export const mariana: PersonaScript = {
  id: 'mariana',
  name: 'Mariana Duarte',
  language: 'pt-BR',
  waId: '551900000132',
  alsoDialled: ['5519900000132'],
  userId: 'BR.13824907715507741',
  username: 'mariduarte',
  story: 'Bought the Arco lamp through an ad; the shade arrived broken and the party is on Friday.',
  openings: [
    'Oi! A luminária Arco chegou, mas a cúpula veio quebrada 😕',
    { kind: 'image', caption: 'Chegou assim' },
    'Consegue mandar uma nova até sexta? É aniversário da minha mãe',
    'Vocês têm lâmpada de luz quente E27 também?',
  ],
  rules: [
    { when: /endere[çc]o|cep|onde/iu, say: [{ kind: 'location', latitude: -22.9056, longitude: -47.0608, name: 'Rua das Palmeiras 120', address: 'Campinas, SP' }] },
    { when: /foto|imagem|v[ií]deo/iu, say: [{ kind: 'image', caption: 'Olha aqui, bem na borda' }] },
    { when: /nova|troca|reserv|envi|sai hoje|chega/iu, say: ['Que bom! Muito obrigada mesmo 🙏', 'Perfeito. Preciso devolver a quebrada antes?'] },
    { when: /porteiro|retir|coleta|hor[áa]rio/iu, say: [{ kind: 'contacts', names: ['Seu Jorge (portaria)'] }, 'Pode retirar com o porteiro, depois das 14h'] },
    { when: /pre[çc]o|valor|custo|r\$/iu, say: ['Tá ótimo. Posso pagar no Pix?'] },
  ],
  answers: ['Sim, pode ser!', 'Hmm, acho que sim. Deixa eu ver e já te falo', { kind: 'audio', voice: true }],
  goesOn: ['Certo 😊', 'Entendi. E demora muito?', 'Ok, fico no aguardo então'],
  thanks: ['Obrigada!! 💛', 'Valeu demais!'],
  past: [
    { minutesAgo: 1730, from: 'in', line: { kind: 'text', text: 'Oi! Vi o anúncio da luminária Arco. Vocês entregam em Campinas?', fromAd: true } },
    { minutesAgo: 1726, from: 'out', line: 'Oi Mariana! Entregamos sim, em 3 a 5 dias úteis. 💡' },
    { minutesAgo: 1719, from: 'in', line: { kind: 'location', latitude: -22.9056, longitude: -47.0608, name: 'Rua das Palmeiras 120', address: 'Campinas, SP' } },
    { minutesAgo: 1276, from: 'in', line: { kind: 'image', caption: 'Chegou assim 😕' } },
    { minutesAgo: 1274, from: 'in', line: { kind: 'audio', voice: true } },
    { minutesAgo: 1248, from: 'in', line: 'Consegue mandar uma nova até sexta?' },
  ],
};

export const diego: PersonaScript = {
  id: 'diego',
  name: 'Diego Marín',
  language: 'es',
  waId: '34600000145',
  alsoDialled: [],
  userId: 'ES.48213907715520145',
  username: null,
  story: 'Wants to swap the blue table lamp for the green one and asks about the return label.',
  openings: [
    'Hola, buenas. ¿Puedo cambiar la lámpara azul por la verde?',
    '¿Cuánto tarda el cambio, más o menos?',
    'Por cierto, ¿tienen tienda en Valencia?',
  ],
  rules: [
    { when: /etiqueta|devoluci[óo]n|recog/iu, say: ['Vale, la imprimo hoy mismo. ¿La dejo en Correos?'] },
    { when: /pedido|n[úu]mero/iu, say: ['Es el pedido 4460', { kind: 'document', filename: 'Factura-4460.pdf', caption: 'Le paso la factura' }] },
    { when: /verde|stock|disponible/iu, say: ['¡Genial! Entonces la verde, por favor'] },
    { when: /direcci[óo]n|d[óo]nde/iu, say: ['Calle de la Paz 14, 3.º B, 46003 Valencia'] },
    { when: /precio|cuesta|€|euros/iu, say: ['Me parece bien. ¿Se puede pagar con Bizum?'] },
  ],
  answers: ['Sí, claro', 'Pues no lo sé, tendría que mirarlo', 'Mejor por la tarde, si puede ser'],
  goesOn: ['Vale', 'De acuerdo, ¿y el envío lo pagan ustedes?', 'Entendido 👍'],
  thanks: ['¡Muchas gracias!', 'Mil gracias, muy amables'],
  past: [
    { minutesAgo: 1700, from: 'in', line: 'Buenas tardes, quería devolver una lámpara de mesa' },
    { minutesAgo: 1690, from: 'out', line: 'Le enviamos la etiqueta de devolución.' },
    { minutesAgo: 1685, from: 'in', line: 'Perfecto, gracias' },
  ],
};

export const lucia: PersonaScript = {
  id: 'lucia',
  name: 'Lucía Herrera',
  language: 'es-MX',
  waId: '5215500000138',
  alsoDialled: ['525500000138'],
  userId: 'MX.90112233445500138',
  username: 'lu.herrera',
  story: 'Decorates a small café in Mexico City and compares pendant lamps.',
  openings: [
    'Hola! Estoy decorando una cafetería y me gustaron sus lámparas colgantes 😍',
    '¿Manejan precio por mayoreo? Serían unas 8 piezas',
    { kind: 'image', caption: 'Este es el local' },
  ],
  rules: [
    { when: /mayoreo|descuento|piezas|cotiza/iu, say: ['Va, ¿me puede mandar la cotización en PDF porfa?'] },
    { when: /medida|altura|metros|cm/iu, say: ['El techo está a 3.20 m, y las mesas son de 70 cm'] },
    { when: /color|lat[óo]n|negro|blanco/iu, say: ['En latón se verían increíbles ✨'] },
    { when: /env[ií]|entrega|llega/iu, say: [{ kind: 'location', latitude: 19.4194, longitude: -99.1616, name: 'Café Jacaranda', address: 'Roma Norte, CDMX' }] },
  ],
  answers: ['Sí, está perfecto', 'Déjeme le pregunto a mi socio y le aviso', { kind: 'audio', voice: true }],
  goesOn: ['Ok ok', 'Súper, ¿y tienen garantía?', 'Ándale, me late'],
  thanks: ['Mil gracias! 🧡', 'Gracias, qué amable'],
  past: [],
};
