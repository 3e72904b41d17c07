"""The shoppers: names from many places, and what each of them cares about."""

import random
from collections.abc import Collection
from dataclasses import dataclass

NAMES = {
    "china": (
        "Wei Jing Yan Lei Xiaoming Meiling Haoran Zixuan Qian Tao Shuang Yifan",
        "Wang Li Zhang Chen Zhao Liu Sun Xu Gao Lin Zhou He",
    ),
    "japan": (
        "Haruka Kenji Yui Sota Naoko Ren Aya Takumi Emi Daichi",
        "Sato Tanaka Mori Ishida Kobayashi Aoki Nakamura Endo Hayashi Ueda",
    ),
    "korea": ("Minji Joon Seoyeon Hyun Jiwoo Dahye Taeyang Sora", "Kim Park Choi Jung Kang Yoon Han Shin"),
    "vietnam": ("Linh Minh Thao Quang Huong Duc Mai Khanh", "Nguyen Tran Le Pham Vo Dang Bui Do"),
    "india": (
        "Ananya Rohan Kavya Arjun Meera Vikram Nisha Sanjay Divya Imran",
        "Iyer Sharma Nair Banerjee Reddy Kapoor Desai Khan Menon Bose",
    ),
    "arabic": (
        "Layla Omar Salma Yusuf Nour Karim Huda Tariq Rania Samir",
        "Haddad Mansour Khalil Aziz Saleh Nasser Farouk Habib Rahal Zaki",
    ),
    "iran_turkey": (
        "Parisa Dariush Elif Emre Shirin Kaveh Zeynep Burak",
        "Rahimi Yilmaz Karimi Demir Ahmadi Kaya Moradi Arslan",
    ),
    "west_africa": (
        "Adaeze Kwame Amina Chidi Abena Sekou Folake Kofi Mariama Tunde",
        "Okafor Mensah Diallo Adeyemi Boateng Traoré Balogun Asante Keita Eze",
    ),
    "east_africa": (
        "Wanjiru Abebe Achieng Juma Makena Dawit Zawadi Otieno",
        "Kamau Tesfaye Odhiambo Mwangi Bekele Njoroge Hassan Wekesa",
    ),
    "germany": (
        "Greta Jonas Lena Moritz Frieda Anton Katharina Felix Hanna Till",
        "Schneider Vogel Brandt Hoffmann Lorenz Winkler Krause Seidel Ziegler Pohl",
    ),
    "france": (
        "Camille Hugo Manon Théo Élise Baptiste Inès Lucien Margaux Rémi",
        "Moreau Lefèvre Girard Dubois Fontaine Marchand Perrin Renaud Chevalier Blanc",
    ),
    "iberia_latin": (
        "Lucía Mateo Valentina Thiago Camila Diego Beatriz Joaquín Marisol Rafael Inés Paulo",
        "García Silva Rojas Oliveira Fernández Costa Morales Pereira Vargas Navarro Mendoza Duarte",
    ),
    "italy_greece": (
        "Giulia Lorenzo Chiara Matteo Eleni Nikos Francesca Dimitra Davide Irini",
        "Rossi Bianchi Papadopoulos Conti Ferrari Georgiou Greco Marino Economou Rinaldi",
    ),
    "nordic": (
        "Astrid Lars Freja Mikkel Saga Eero Ingrid Bjørn Aino Sindre",
        "Lindström Hansen Virtanen Dahl Nilsson Korhonen Berg Sørensen Holm Jónsdóttir",
    ),
    "slavic": (
        "Zofia Jakub Milena Ivan Katarzyna Ondřej Daria Luka Olena Marek",
        "Kowalski Novák Horvat Petrenko Wiśniewska Marković Dvořák Ivanova Zielińska Bondar",
    ),
    "english": (
        "Maeve Callum Harriet Owen Imogen Declan Rhiannon Jasper Nell Angus",
        "Fletcher Doyle Hughes Campbell Ashworth Byrne Pritchard Sinclair Whitaker Lennox",
    ),
    "pacific": (
        "Leilani Tama Mele Sione Hana Wiremu Malia Rangi",
        "Kealoha Tane Fonoti Parata Mahina Tuilagi Ngata Latu",
    ),
}

# What a topic makes people say of themselves, without a full stop so that two can be joined.
SAYS = {
    "phones": [
        "changes phones every other year",
        "charges three gadgets a night",
        "reads phone reviews for fun",
    ],
    "sound": ["never leaves the house without headphones", "listens to whole albums", "collects records"],
    "cycling": ["cycles to work in any weather", "rides gravel at weekends", "mends old bicycles"],
    "running": ["runs along the river before work", "trains for a first half marathon", "runs with the dog"],
    "camping": [
        "sleeps outdoors when there is no frost",
        "walks long trails",
        "knows every campsite on the lake",
    ],
    "photography": [
        "carries a camera everywhere",
        "takes portraits of neighbours",
        "develops film in the bathroom",
    ],
    "pottery": ["has just started throwing pots", "shares a kiln with friends", "drinks only from own mugs"],
    "garden": ["grows tomatoes on a balcony", "keeps an allotment", "saves seeds"],
    "kitchen": ["cooks for six on Sundays", "bakes bread", "tries one new recipe a week"],
    "coffee": ["weighs the coffee", "drinks tea all day", "roasts beans in a popcorn machine"],
    "music": ["plays the guitar badly and often", "sings in a choir", "is learning the piano at fifty"],
    "games": ["hosts a board game night", "solves puzzles on trains", "plays chess by post"],
    "homeoffice": ["works from the spare room", "likes a tidy desk", "has opinions on keyboards"],
    "baby": ["has a small child", "is expecting a baby", "is a grandparent of three"],
    "pets": ["shares the flat with two cats", "walks a large dog", "feeds an old parrot"],
    "fashion": ["mends and keeps clothes", "likes strong colours", "dresses for the weather"],
    "travel": ["takes the night train", "travels with one bag", "plans journeys for everybody else"],
    "reading": ["reads a novel a week", "listens to audiobooks in the car", "belongs to a book club"],
    "code": ["writes programs for a living", "is learning to program", "automates boring things"],
    "languages": ["is learning a third language", "speaks four languages", "writes to pen friends"],
    "calm": ["does yoga before breakfast", "tries to sleep more", "meditates on the tram"],
    "craft": ["knits on the train", "paints in watercolour", "sews most of the curtains"],
    "science": ["looks at stars", "reads about history", "listens to science podcasts"],
}

# Topics that are often found in one person.
NEAR = [
    ("phones", "sound", "photography", "homeoffice", "code", "travel"),
    ("cycling", "running", "camping", "calm", "travel", "photography"),
    ("pottery", "craft", "garden", "kitchen", "coffee", "calm"),
    ("music", "sound", "reading", "games", "languages", "science"),
    ("baby", "pets", "kitchen", "garden", "games", "fashion"),
    ("code", "science", "games", "homeoffice", "languages", "coffee"),
    ("fashion", "travel", "reading", "calm", "craft", "running"),
]


@dataclass(frozen=True)
class Person:
    """A shopper, with the tastes that the generator buys by."""

    id: str
    name: str
    about: str
    tastes: dict[str, float]
    """Topic to share; the shares add up to 1."""


def people(count: int, topics: Collection[str], rng: random.Random) -> list[Person]:
    """The shoppers u1 … u<count>. u1 is the shopper of the paper, u17 a cyclist who cooks."""
    fixed = {
        1: Person("u1", "Lin Yue", "Praised the sound of the headphones and the camera of the phone", {}),
        17: Person(
            "u17",
            "Marta Kowalczyk",
            "Cycles to work in any weather and has just started throwing pots",
            {"cycling": 0.6, "pottery": 0.2, "sound": 0.2},
        ),
    }
    taken = {person.name for person in fixed.values()}
    found = []
    for number in range(1, count + 1):
        name = _name(taken, rng)
        tastes = _tastes(sorted(topics), rng)
        says = [rng.choice(SAYS[topic]) for topic in list(tastes)[:2]]
        about = " and ".join(says)
        found.append(fixed.get(number, Person(f"u{number}", name, about[0].upper() + about[1:], tastes)))
    return found


def _name(taken: set[str], rng: random.Random) -> str:
    while True:
        first, last = (rng.choice(part.split()) for part in NAMES[rng.choice(list(NAMES))])
        if (name := f"{first} {last}") not in taken:
            taken.add(name)
            return name


def _tastes(topics: list[str], rng: random.Random) -> dict[str, float]:
    tastes = [rng.choice(topics)]
    for _ in range(rng.choices((0, 1, 2), (0.25, 0.45, 0.3))[0]):
        near = [topic for group in NEAR if tastes[0] in group for topic in group if topic in topics]
        topic = rng.choice(near if near and rng.random() < 0.7 else topics)
        if topic not in tastes:
            tastes.append(topic)
    shares = [rng.uniform(0.6, 1.0) * 0.55**place for place in range(len(tastes))]
    return {topic: share / sum(shares) for topic, share in zip(tastes, shares, strict=True)}
