/** The longest that people type: a word of 40 letters, names of partners that fill three lines, and who asks. */
export const longWord = 'Ervaringsdeskundigheidscentrumvrijwillig';
export const longNames = [
  'Stichting Samenwerkingsverband Maatschappelijke Dienstverlening Midden-Limburg-West',
  `${longWord}ersorganisatie`,
  'Gemeentelijke Kredietbank Voorbeeldstad, afdeling Schuldhulpverlening en Inkomensondersteuning',
];
export const longSender = `Greet de Wit-van den Bovenkamp, coördinator van ${longNames[0]}`;
