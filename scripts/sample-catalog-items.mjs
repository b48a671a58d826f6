/*
 * What the sample shop sells. Prices are in dollars, empty for an open price; tax is in percent, 8 unless
 * said otherwise.
 */

/** The first item of each category, and the items of the documentation's running example. */
export const FIRST_ITEMS = [
  item('bw-dog-chk-24', 'Brambleway Chicken Dry Dog Food 24 lb', '58.99', 'Dog', {
    barcodes: ['400001102312'],
  }),
  item('bw-dog-chk-12', 'Brambleway Chicken Dry Dog Food 12 lb', '34.99', 'Dog', {
    barcodes: ['400001102244'],
  }),
  item('bw-dog-tky-12', 'Brambleway Turkey Dry Dog Food 12 lb', '36.99', 'Dog', {
    barcodes: ['400001102602'],
  }),
  item('fw-rope-m', 'Fetchwell Rope Toy M', '9.50', 'Dog', { barcodes: ['400001203019'] }),
  item('bw-cat-sal-3', 'Brambleway Salmon Cat Pouch 3 oz', '1.89', 'Cat', {
    barcodes: ['400001102459'],
  }),
  item('pc-litter-14', 'Pinecrest Clumping Litter 14 lb', '12.49', 'Cat', {
    barcodes: ['400001304037'],
  }),
  item('tw-flake-trop', 'Tarnwater Tropical Flakes 2 oz', '6.49', 'Fish', {
    barcodes: ['2900001401111'],
  }),
  item('wh-seed-mix-5', 'Wrenhollow Wild Bird Mix 5 lb', '8.99', 'Birds', {
    barcodes: ['400001501016'],
  }),
  item('bf-pellet-5', 'Burrowfield Rabbit Pellets 5 lb', '11.99', 'Small pets', {
    barcodes: ['400001601013'],
  }),
]

/** Quick keys, in the order in which the Order screen shows them. */
export const QUICK_ITEMS = [
  quick('sv-nail-trim', 'Nail trim', '15.00', 'Services'),
  quick('sv-dog-wash', 'Dog wash', '12.00', 'Services'),
  quick('sv-id-tag', 'ID tag, engraved', '9.99', 'Services'),
  quick('sv-gift-card', 'Gift card', '', 'Services', { tax: '0' }),
  quick('bk-dog-biscuit', 'Bulk dog biscuits', '4.50', 'Dog', { unit: 'lb' }),
  quick('bk-bird-seed', 'Bulk bird seed', '2.25', 'Birds', { unit: 'lb' }),
  quick('ch-bully-6', 'Bully stick 6 in', '4.99', 'Dog'),
  quick('ch-pig-ear', 'Pig ear', '2.49', 'Dog'),
  quick('lv-cricket-12', 'Crickets, dozen', '1.79', 'Small pets'),
  quick('lv-mealworm-50', 'Mealworms, 50', '3.99', 'Small pets'),
  quick('lv-goldfish', 'Feeder goldfish', '0.39', 'Fish'),
  quick('fz-mice', 'Frozen mice', '1.99', 'Small pets'),
  quick('bf-hay-bale', 'Timothy hay bale', '18.50', 'Small pets'),
  quick('bf-pine-bed', 'Pine bedding', '8.99', 'Small pets'),
  quick('pl-catnip', 'Catnip pot', '5.49', 'Cat'),
  quick('fw-chew-bin', 'Chew toy bin', '3.00', 'Dog'),
  quick('sv-bag', 'Carrier bag', '0.25', 'Services'),
  quick('sv-ice-melt', 'Ice melt', '11.99', 'Services'),
  quick('sv-donation', 'Shelter donation', '1.00', 'Services', { tax: '0' }),
  quick('open-price', 'Open price item', '', 'Services'),
  quick('tw-water-gal', 'Aquarium water, gallon', '0.99', 'Fish'),
  quick('pl-live-plant', 'Live plants', '4.99', 'Fish'),
  quick('pl-wheat-grass', 'Wheat grass', '3.49', 'Cat'),
  quick('sv-waste-bag', 'Waste bags, roll', '1.49', 'Dog'),
  quick('ch-antler-m', 'Antler chew, M', '12.99', 'Dog'),
]

/** The café: hot plates and drinks as the promotions story has them, the rest at the rates of its kind. */
export const CAFE_ITEMS = [
  cafe('1001', 'Smoked Brisket Plate', '18.50'),
  cafe('1002', 'Pulled Chicken Plate', '16.50'),
  cafe('1003', 'Garden Plate', '14.00'),
  cafe('2001', 'Cold Brew', '4.50'),
  cafe('2002', 'Drip Coffee', '3.25', { tax: '10.25' }),
  cafe('2003', 'Oat Latte', '5.25', { tax: '10.25' }),
  cafe('2004', 'Hot Chocolate', '4.75', { tax: '10.25' }),
  cafe('2005', 'Iced Tea, "bottomless"', '3.50', { tax: '10.25' }),
  cafe('3001', 'Lemon Bar', '4.00'),
  cafe('3002', 'Cheddar Scone', '3.75', { tax: '10.25' }),
  cafe('3003', 'Grilled Cheese', '8.95', { tax: '10.25' }),
  cafe('3004', 'Soup of the Day', '7.50', { tax: '10.25' }),
  cafe('4001', 'Country Loaf', '6.95', { tax: '0' }),
  cafe('4002', 'House Coffee Beans 12 oz', '15.95', { tax: '0', barcodes: ['400001900017'] }),
  cafe('4003', 'Farm Eggs, dozen', '6.49', { tax: '0', barcodes: ['400001900024'] }),
  cafe('4004', 'Roast Turkey, sliced', '13.95', { tax: '0', unit: 'lb' }),
  cafe('4005', 'Still Water 16 oz', '1.95', { tax: '0', barcodes: ['400001900031'] }),
]

/**
 * Everything else: each product in several kinds (`code Name`), each kind in several sizes
 * (`code price Label`). A star in the name stands for the kind; `brand` numbers the barcodes.
 */
export const RANGES = [
  {
    ...range('Dog', 'bw-dog', 1, 'Brambleway * Dry Dog Food'),
    kinds: 'lmb Lamb; sal Salmon; pup Puppy; sen Senior',
    sizes: '4 14.99 4 lb; 12 35.99 12 lb; 24 59.99 24 lb',
  },
  {
    ...range('Dog', 'bw-dogcan', 1, 'Brambleway * Dog Can'),
    kinds: 'chk Chicken; bef Beef; tky Turkey; dck Duck; vsn Venison',
    sizes: '5 1.69 5.5 oz; 13 2.79 13 oz; 13x12 29.99 13 oz, 12 pack',
  },
  {
    ...range('Dog', 'fw', 2, 'Fetchwell *'),
    kinds: 'ball Rubber Ball; ring Tug Ring; duck Squeaky Duck; bone Nylon Bone; disc Flying Disc',
    sizes: 's 5.99 S; m 7.99 M; l 10.49 L',
  },
  {
    ...range('Dog', 'tm', 7, 'Tailmark *'),
    kinds: 'collar Collar; harness Harness; rain Raincoat; bed Bed',
    sizes: 's 16.99 S; m 19.99 M; l 24.99 L; xl 29.99 XL',
  },
  {
    ...range('Dog', 'tm-leash', 7, 'Tailmark Leash *'),
    kinds: 'red Red; blue Blue; black Black',
    sizes: '4 12.99 4 ft; 6 14.99 6 ft',
  },
  {
    ...range('Cat', 'bw-cat', 1, 'Brambleway * Cat Pouch'),
    kinds: 'chk Chicken; tna Tuna; tky Turkey; ktn Kitten',
    sizes: '3 1.89 3 oz; 3x12 20.99 3 oz, 12 pack',
  },
  {
    ...range('Cat', 'bw-catdry', 1, 'Brambleway * Dry Cat Food'),
    kinds: 'ind Indoor; sal Salmon; sen Senior',
    sizes: '3 13.49 3 lb; 7 26.99 7 lb; 16 47.99 16 lb',
  },
  {
    ...range('Cat', 'pc', 3, 'Pinecrest * Litter'),
    kinds: 'pine Pine; paper Paper; clay Clay',
    sizes: '10 9.99 10 lb; 25 19.99 25 lb; 40 28.99 40 lb',
  },
  {
    ...range('Cat', 'fw-cat', 2, 'Fetchwell *', 'ean-8'),
    kinds: 'mouse Felt Mouse; wand Feather Wand; tunnel Crinkle Tunnel; post Scratching Post',
    sizes: '1 6.99; 2 11.99 2 pack',
  },
  {
    ...range('Fish', 'tw', 4, 'Tarnwater *', 'ean-13'),
    kinds: 'gold Goldfish Flakes; cich Cichlid Pellets; wafer Algae Wafers; shrimp Dried Shrimp',
    sizes: '1 4.29 1 oz; 4 9.79 4 oz; 8 15.49 8 oz',
  },
  {
    ...range('Fish', 'tw', 4, 'Tarnwater *', 'ean-13'),
    kinds: 'tank Glass Tank; filter Hang-On Filter; heater Heater; light LED Light',
    sizes: '10 24.99 10 gal; 20 39.99 20 gal; 40 69.99 40 gal',
  },
  {
    ...range('Fish', 'tw-gravel', 4, 'Tarnwater Gravel *', 'ean-13'),
    kinds: 'blue Blue; black Black; nat Natural; red Red',
    sizes: '5 5.99 5 lb; 25 21.99 25 lb',
  },
  {
    ...range('Birds', 'wh', 5, 'Wrenhollow *'),
    kinds: 'sun Sunflower Hearts; nyjer Nyjer Seed; nut Shelled Peanuts; keet Parakeet Mix',
    sizes: '2 5.49 2 lb; 5 11.99 5 lb; 20 36.99 20 lb',
  },
  {
    ...range('Birds', 'wh', 5, 'Wrenhollow *'),
    kinds: 'feeder Tube Feeder; suet Suet Cage; bath Bird Bath; perch Cedar Perch; house Nest Box',
    sizes: 's 9.99 Small; l 18.99 Large',
  },
  {
    ...range('Small pets', 'bf', 6, 'Burrowfield *'),
    kinds: 'guinea Guinea Pig Pellets; hamster Hamster Mix; hay Orchard Hay; cube Alfalfa Cubes',
    sizes: '2 6.49 2 lb; 5 12.99 5 lb; 10 21.99 10 lb',
  },
  {
    ...range('Small pets', 'bf', 6, 'Burrowfield *'),
    kinds: 'wheel Silent Wheel; hut Wooden Hut; bottle Water Bottle; carrier Carrier',
    sizes: 's 8.99 S; m 12.99 M; l 17.99 L',
  },
  {
    ...range('Services', 'sv', null, '*,'),
    kinds: 'bath Bath and brush; groom Full groom; care Day care',
    sizes: 's 35.00 small dog; m 45.00 medium dog; l 55.00 large dog',
  },
]

function item(sku, name, price, category, rest = {}) {
  return { sku, name, price, category, ...rest }
}

function cafe(sku, name, price, rest = {}) {
  return { sku, name, price, category: 'Café', ...rest }
}

function quick(sku, name, price, category, rest = {}) {
  return { sku, name, price, category, quick: true, ...rest }
}

function range(category, code, brand, name, symbol = 'upc-a') {
  return { category, code, brand, name, symbol }
}
