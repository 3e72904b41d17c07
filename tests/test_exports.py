"""Exports that hold more than a shop's table: feeds in XML, and files with items, histories and users."""

import json
from pathlib import Path
from typing import Any

import pytest

from tastemaker.tools.catalogue.folder import Folder, read_folder
from tastemaker.tools.errors import DataError

RSS = """\
<?xml version="1.0"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>
<title>A shop</title><link>https://s.ex</link>
<item><g:id>1</g:id><title>Feed title</title>
<g:title>Tin &amp; silver ring</g:title><g:price>9.00 EUR</g:price>
<g:sale_price>7.50 EUR</g:sale_price><link>https://s.ex/1</link><g:availability>in_stock</g:availability>
<description>&lt;p&gt;Plain.&lt;/p&gt;</description><g:item_group_id>R</g:item_group_id><g:size>50</g:size>
<g:shipping><g:country>DE</g:country><g:price>4.90 EUR</g:price></g:shipping>
<g:image_link>https://s.ex/1.jpg</g:image_link><g:product_type>Gems &gt; Rings</g:product_type></item>
<item><g:id>2</g:id><g:title>Tin ring</g:title><g:price>9.00 EUR</g:price><link>https://s.ex/2</link>
<g:availability>out of stock</g:availability><g:item_group_id>R</g:item_group_id><g:size>52</g:size></item>
</channel></rss>
"""
ATOM = """\
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><title>A shop</title>
<link rel="self" href="https://s.ex"/>
<entry><g:id>3</g:id><title>Gold ring</title><link rel="self" href="https://s.ex/x"/><link href="https://s.ex/3"/>
<g:price>1,299.00 USD</g:price><g:availability>preorder</g:availability></entry></feed>
"""


def folder(path: Path, **files: str) -> Folder:
    """Reads a folder of these files; in their names a dot is written as __ and a dash as _."""
    for name, text in files.items():
        file = path / name.replace("__", ".").replace("_", "-")
        file.write_bytes(text.encode("latin-1" if name.startswith(("u__", "movies__dat", "BX")) else "utf-8"))
    return read_folder(path)


def lines(*rows: dict[str, Any]) -> str:
    return "\n".join(map(json.dumps, rows))


def told(read: Folder) -> list[str]:
    return [str(problem) for problem in read.problems]


def done(read: Folder) -> list[tuple[Any, ...]]:
    return [(row.user, row.item, row.time, row.event, row.value) for row in read.interactions]


def test_a_merchant_feed_is_read_as_rss(tmp_path: Path) -> None:
    read = folder(tmp_path, feed__xml=RSS)
    (ring,) = read.catalogue
    assert (ring.id, ring.title, ring.description) == ("R", "Tin & silver ring", "Plain.")
    assert (ring.price, ring.currency, ring.url) == (7.5, "EUR", "https://s.ex/1")
    assert ring.categories == ("Gems", "Rings")
    assert ring.attributes == {"size": "50", "was": 9}
    assert told(read) == [
        "feed.xml: 1 pictures are links, which are not fetched; the items are kept without them "
        "(`tastemaker ingest --fetch-pictures` fetches them)"
    ]


def test_a_merchant_feed_is_read_as_atom(tmp_path: Path) -> None:
    (ring,) = folder(tmp_path, feed__xml=ATOM).catalogue
    assert (ring.id, ring.title, ring.url) == ("3", "Gold ring", "https://s.ex/3")
    assert (ring.price, ring.currency, ring.attributes) == (1299, "USD", {"comes": "preorder"})


def test_a_feed_that_breaks_off_keeps_what_stands_before(tmp_path: Path) -> None:
    read = folder(tmp_path, feed__xml=RSS[: RSS.index("<g:id>2")])
    assert [item.id for item in read.catalogue] == ["R"]
    assert told(read)[0] == "feed.xml:10: not XML (no element found); nothing behind it is read"


def test_a_feed_with_entities_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(DataError, match="put your catalogue there: feed.xml: declares entities, which are"):
        folder(tmp_path, feed__xml=RSS.replace("<rss", f"{bomb}<rss").replace("Plain", "&b;"))


PRODUCT_2018 = {
    "asin": "B01", "title": "Pen &amp; ink", "brand": "Quill", "price": "$1,012.99",
    "feature": ["Blue", "Fine"], "description": ["Writes.", "<b>Well.</b>"],
    "category": ["Office Products", "Pens"], "main_cat": "Office",
    "imageURLHighRes": ["https://p.ex/1.jpg", "https://p.ex/2.jpg"], "also_buy": ["B02"],
}  # fmt: skip
PRODUCT_2023 = {
    "parent_asin": "B02", "main_category": "Books", "title": "A walk", "features": [],
    "description": ["Long."], "price": "None",
    "images": [{"thumb": "https://p.ex/t.jpg", "large": "https://p.ex/l.jpg", "hi_res": None}],
    "store": "Ann Way (Author)", "categories": ["Books", "Travel"], "average_rating": 4.4,
    "rating_number": 12,
    "details": {"Publisher": "Path", "Item Weight": "9 ounces", "Date First Available": "May 31, 2024"},
    "author": {"name": "Ann Way"},
}  # fmt: skip


def test_amazon_of_2018(tmp_path: Path) -> None:
    review = {
        "reviewerID": "A1", "asin": "B01", "overall": 5.0, "reviewText": "Good", "summary": "Yes",
        "unixReviewTime": 1500000000, "verified": True,
    }  # fmt: skip
    read = folder(
        tmp_path,
        meta_Office__json=lines(PRODUCT_2018, {"asin": "B03", "title": "Cap", "price": ".a-box{}"}),
        Office__json=lines(review, {**review, "asin": "B09"}, {**review, "overall": None}),
    )
    pen, cap = read.catalogue
    assert (pen.id, pen.title, pen.brand, pen.media) == ("B01", "Pen & ink", "Quill", "product")
    assert (pen.price, pen.currency, pen.categories) == (1012.99, "USD", ("Office Products", "Pens"))
    assert pen.description == "Blue\nFine\nWrites.\nWell."
    assert cap.price is None
    assert done(read) == [("A1", "B01", 1500000000, "rating", 5)]
    assert told(read) == [
        "meta-Office.json:2: price '.a-box{}' is not understood; the item is kept without it",
        "meta-Office.json: 2 pictures are links, which are not fetched; the items are kept without them "
        "(`tastemaker ingest --fetch-pictures` fetches them)",
        "Office.json:2: item 'B09' is not in the catalogue",
        "Office.json:3: the review is that of line 1 again",
    ]


def test_amazon_of_2023(tmp_path: Path) -> None:
    review = {
        "user_id": "U", "parent_asin": "B02", "asin": "B02X", "rating": 4.0, "title": "Fine",
        "text": "Read it.", "timestamp": 1700000000123, "verified_purchase": True,
    }  # fmt: skip
    read = folder(tmp_path, Books__jsonl=lines(review), meta_Books__jsonl=lines(PRODUCT_2023))
    (book,) = read.catalogue
    assert (book.id, book.media, book.brand, book.price) == ("B02", "book", "Ann Way (Author)", None)
    assert (book.categories, book.created_at) == (("Books", "Travel"), "2024-05-31")
    assert book.attributes == {
        "publisher": "Path", "item weight": "9 ounces", "author": "Ann Way", "rating": 4.4, "ratings": 12,
    }  # fmt: skip
    assert done(read) == [("U", "B02", pytest.approx(1700000000.123), "rating", 4)]


def test_a_span_of_prices_is_its_low_end_and_of_many_categories_the_first_counts(tmp_path: Path) -> None:
    rows = [
        {"asin": "1", "title": "Old", "price": 3.5, "categories": [["Toys", "Dice"], ["Games"]]},
        {"asin": "2", "title": "New", "price": "$12.99 - $15.99", "main_cat": "Movies & TV"},
    ]
    old, new = folder(tmp_path, meta__jsonl=lines(*rows)).catalogue
    assert (old.price, old.categories) == (3.5, ("Toys", "Dice"))
    assert (new.price, new.media, new.categories) == (12.99, "video", ("Movies & TV",))


def test_reviews_without_products_are_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"that lists items; put it beside reviews\.jsonl"):
        folder(tmp_path, reviews__jsonl=lines({"user_id": "u", "asin": "1", "rating": 5, "timestamp": 1}))


def test_events_of_rees46_are_items_and_history(tmp_path: Path) -> None:
    read = folder(
        tmp_path,
        Oct__csv="""\
event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session
2019-10-01 00:00:00 UTC,view,7,20,electronics.audio.head_phone,sonia,90.5,u1,s
2019-10-02 00:00:00 UTC,purchase,7,20,electronics.audio.head_phone,sonia,80.5,u1,s
2019-10-01 12:00:00 UTC,cart,8,21,,,3.00,u2,s
2019-10-01 12:00:00 UTC,remove_from_cart,8,21,,,3.00,u2,s
2019-10-01 12:00:00 UTC,view,,21,,,3.00,u2,s
""",
    )
    phones, other = read.catalogue
    assert (phones.title, phones.brand, phones.price) == ("Sonia head phone", "Sonia", 80.5)
    assert phones.categories == ("electronics", "audio", "head phone")
    assert (other.title, other.price, other.categories) == ("Product 8", 3, ())
    assert done(read) == [
        ("u1", "7", 1569888000, "view", None),
        ("u2", "8", 1569931200, "view", None),
        ("u1", "7", 1569974400, "purchase", None),
    ]
    assert told(read) == ["Oct.csv:6: no product_id"]


def test_months_of_rees46_are_one_catalogue(tmp_path: Path) -> None:
    head = "event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session\n"
    read = folder(
        tmp_path,
        Nov__csv=f"{head}2019-11-05 08:00:00 UTC,view,7,20,audio.radio,,70,u1,s\n,view,,,,,,u1,s\n",
        Oct__csv=f"{head}2019-10-05 08:00:00 UTC,view,7,20,audio.phone,sonia,90,u2,s\n"
        "2019-10-06 08:00:00 UTC,view,9,20,audio.phone,,5,u2,s\n",
    )
    assert {item.id: (item.title, item.price) for item in read.catalogue} == {
        "7": ("Sonia radio", 70), "9": ("Phone", 5),
    }  # fmt: skip
    assert [row[:2] for row in done(read)] == [("u2", "7"), ("u2", "9"), ("u1", "7")]
    assert told(read) == ["Nov.csv:3: no product_id"]


def test_recbole_files(tmp_path: Path) -> None:
    read = folder(
        tmp_path,
        ml__item="item_id:token\tmovie_title:token_seq\trelease_year:token\tclass:token_seq\tx:float_seq\n"
        '1\t"Crumb, The\t1994\tComedy Drama\t0.1 0.2\n2\tMatrix, The\t1999\tAction\t\n',
        ml__inter="user_id:token\titem_id:token\trating:float\ttimestamp:float\nu\t2\t4\t880606923\nu\t2\n",
        ml__user="user_id:token\tage:token\nu\t24\n",
    )
    crumb, matrix = read.catalogue
    assert (crumb.title, crumb.categories) == ('The "Crumb', ("Comedy", "Drama"))
    assert (matrix.title, matrix.media, matrix.attributes) == (
        "The Matrix",
        "video",
        {"release_year": "1999"},
    )
    assert done(read) == [("u", "2", 880606923, "rating", 4)] and read.users == {"u": {"age": "24"}}
    assert told(read) == ["ml.inter:3: 2 fields where 4 are expected"]


def test_a_file_of_recbole_without_a_title_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        DataError, match="columns brand, item_id of a RecBole file hold no title; call the one"
    ):
        folder(tmp_path, shop__item="item_id:token\tbrand:token\n1\tAcme\n")


def test_interactions_of_recbole_without_ratings_are_purchases(tmp_path: Path) -> None:
    read = folder(
        tmp_path,
        shop__item="item_id:token\ttitle:token_seq\tprice:float\tcategories:token_seq\n"
        "1\tA cup\t2.5\tHome, Cups\n",
        shop__inter="session_id:token\titem_id:token\ttimestamp:float\ns\t1\t880606923\n",
        more__inter="user_id:token\titem_id:token\tlabel:float\nu\t1\t0\nv\t1\t1\n",
    )
    assert done(read) == [("v", "1", 880606923, "purchase", None), ("s", "1", 880606923, "purchase", None)]
    assert told(read) == [
        "more.inter:2: label is 0: nothing was taken",
        "more.inter:3: no timestamp; it counts as early as the shopper's first known one",
    ]
    assert (read.catalogue["1"].price, read.catalogue["1"].categories) == (2.5, ("Home", "Cups"))


def films(read: Folder) -> None:
    story, cité = read.catalogue
    assert (story.id, story.title, story.media) == ("1", "Toy Parade", "video")
    assert (story.categories, story.attributes) == (("Animation", "Comedy"), {"year": 1995})
    assert cité.title == "The City" and cité.categories == ()
    assert cité.attributes == {"year": 1996, "also known as": "La Cité"}
    assert done(read) == [("9", "1", 978300760, "rating", 4)]


def test_movielens_100k(tmp_path: Path) -> None:
    read = folder(
        tmp_path,
        u__item="1|Toy Parade (1995)|01-Jan-1995||http://f.ex/1|0|0|1|1\n"
        "2|City, The (Cité, La) (1996)|01-Jan-1996|||1|0|0|0\n",
        u__genre="unknown|0\nAction|1\nAnimation|2\nComedy|3\n\n",
        u__data="9\t1\t4\t978300760\n9\t5\t4\t978300760\n",
        u__user="9|24|M|technician|85711\n",
    )
    films(read)
    assert read.catalogue["1"].url == "http://f.ex/1"
    assert read.users["9"] == {"age": "24", "gender": "M", "occupation": "technician", "zip-code": "85711"}
    assert told(read) == ["u.data:2: item '5' is not in the catalogue"]


def test_films_of_movielens_100k_need_the_names_of_their_genres(tmp_path: Path) -> None:
    with pytest.raises(
        DataError, match=r"u\.item: the genres of u\.item are numbers without u\.genre; put it"
    ):
        folder(tmp_path, u__item="1|Toy Parade (1995)|01-Jan-1995||http://f.ex/1|0|0|1|1\n")


def test_movielens_1m(tmp_path: Path) -> None:
    read = folder(
        tmp_path,
        movies__dat="1::Toy Parade (1995)::Animation|Comedy\n2::City, The (Cité, La) (1996)::\n",
        ratings__dat="9::1::4::978300760\n",
        users__dat="9::F::25::10::48067\n",
    )
    films(read)
    assert read.users["9"]["age"] == "25" and told(read) == []


def test_movielens_latest(tmp_path: Path) -> None:
    read = folder(
        tmp_path,
        movies__csv="movieId,title,genres\n1,Toy Parade (1995),Animation|Comedy\n"
        '2,"City, The (Cité, La) (1996)",(no genres listed)\n',
        ratings__csv="userId,movieId,rating,timestamp\n9,1,4.0,978300760\n",
        links__csv="movieId,imdbId,tmdbId\n1,0114709,862\n",
    )
    films(read)
    assert told(read) == ["links.csv: is no kind of file that is known; nothing of it is read"]


def test_goodbooks(tmp_path: Path) -> None:
    read = folder(
        tmp_path,
        books__csv="book_id,isbn,authors,original_publication_year,original_title,title,language_code,"
        "average_rating,ratings_count,image_url\n"
        '1,0439,"Ann Way, Bo Lee",2008.0,The Games,"The Games (Games, #1)",eng,4.3,4780653,https://p.ex/1.jpg\n',
        ratings__csv="user_id,book_id,rating\n5,1,3\n",
        list__csv="user_id,book_id\n6,1\n",
    )
    (book,) = read.catalogue
    assert (book.id, book.title, book.media) == ("1", "The Games (Games, #1)", "book")
    assert book.attributes["author"] == ["Ann Way", "Bo Lee"] and book.attributes["year"] == 2008
    assert done(read) == [("6", "1", 0, "like", None), ("5", "1", 0, "rating", 3)]


def test_the_library_of_a_reader(tmp_path: Path) -> None:
    read = folder(
        tmp_path,
        library__csv="Book Id,Title,Author,Additional Authors,ISBN13,My Rating,Number of Pages,"
        "Year Published,Date Read,Date Added,Bookshelves,Exclusive Shelf,Private Notes\n"
        '1,Tea,Ann Way,,"=""9780"" ",5,200,1999,2023/05/14,2023/01/01,"read, calm",read,secret\n'
        "2,Cup,Ann Way,Bo Lee,,0,,,,2023/02/01,to-read,to-read,\n3,Pot,Ann Way,,,0,,,,2023/03/01,,read,\n",
    )
    tea = read.catalogue["1"]
    assert tea.attributes == {
        "author": "Ann Way", "year": 1999, "pages": "200", "isbn": "9780", "shelves": "calm",
    }  # fmt: skip
    assert read.catalogue["2"].attributes["author"] == ["Ann Way", "Bo Lee"] and tea.media == "book"
    assert done(read) == [
        ("reader", "2", 1675209600, "like", None),
        ("reader", "3", 1677628800, "purchase", None),
        ("reader", "1", 1684022400, "rating", 5),
    ]


def test_book_crossing(tmp_path: Path) -> None:
    read = folder(
        tmp_path,
        BX_Books__csv='"ISBN";"Book-Title";"Book-Author";"Year-Of-Publication";"Publisher";"Image-URL-L"\r\n'
        r'"019X";"Café \"Roma\"; a &amp; b";"Ann Way";"2002";"Ox";"http://p.ex/1.jpg"' + "\r\n"
        '"0202";"Tea";"Bo Lee";"0";"Ox";""\r\n"0303";"Bad"\r\n',
        BX_Book_Ratings__csv='"User-ID";"ISBN";"Book-Rating"\n"5";"019X";"0"\n"5";"0202";"5"\n"5";"0202";"x"\n',
        BX_Users__csv='"User-ID";"Location";"Age"\n"5";"porto, v.n.gaia, portugal";NULL\n',
    )
    roma, tea = read.catalogue
    assert (roma.id, roma.title, roma.media) == ("019X", 'Café "Roma"; a & b', "book")
    assert roma.attributes == {"author": "Ann Way", "publisher": "Ox", "year": 2002}
    assert "year" not in tea.attributes
    assert done(read) == [("5", "019X", 0, "view", None), ("5", "0202", 0, "rating", 2.7778)]
    assert read.users == {"5": {"location": "porto, v.n.gaia, portugal"}}
    assert told(read) == [
        "BX-Books.csv:4: 2 fields where 6 are expected",
        "BX-Books.csv: 1 pictures are links, which are not fetched; the items are kept without them "
        "(`tastemaker ingest --fetch-pictures` fetches them)",
        "BX-Book-Ratings.csv:4: rating 'x' is not one from 0 to 10",
    ]


def test_rows_that_miss_fields_are_told(tmp_path: Path) -> None:
    read = folder(
        tmp_path,
        movies__csv="movieId,title,genres\n1,Toy Parade (1995)\n2\n",
        ratings__csv="userId,movieId,rating,timestamp\n9\n9,1\n9,1,3\n9,1,4,7\n",
        ml__item="item_id:token\tname:token\n\tTea\n",
        meta__jsonl=lines(
            {"asin": "3", "title": ["A", 5], "images": 7, "imUrl": 8, "details": [], "price": {}}
        ),
    )
    assert [item.id for item in read.catalogue] == ["3", "1"]
    assert done(read) == [("9", "1", 7, "rating", 3), ("9", "1", 7, "rating", 4)]
    assert told(read)[1:] == [
        "ml.item:2: no id",
        "movies.csv:3: no title",
        "ratings.csv:2: no item_id",
        "ratings.csv:3: a rating without a value",
        "ratings.csv:4: no timestamp; it counts as early as the shopper's first known one",
    ]


def test_a_history_of_ours_counts_before_that_of_an_export(tmp_path: Path) -> None:
    read = folder(
        tmp_path,
        movies__csv="movieId,title,genres\n1,Toy Parade (1995),Comedy\n",
        ratings__csv="userId,movieId,rating,timestamp\n9,1,4.0,978300760\n",
        interactions__csv="user_id,item_id,timestamp\nann,1,5\n",
    )
    assert done(read) == [("ann", "1", 5, "purchase", None)]


def test_an_item_of_several_files_is_the_first(tmp_path: Path) -> None:
    read = folder(
        tmp_path,
        a__jsonl=lines({"parent_asin": "1", "title": "One"}),
        b__jsonl=lines({"parent_asin": "1", "title": "Two"}, {"parent_asin": "2", "title": "Three"}),
    )
    assert [item.title for item in read.catalogue] == ["One", "Three"]
    assert told(read) == ["b.jsonl:1: id '1' is that of a.jsonl:1 again"]


def test_what_is_wrong_with_very_many_rows_is_told_once(tmp_path: Path) -> None:
    read = folder(
        tmp_path,
        movies__csv="movieId,title,genres\n1,Toy Parade (1995),Comedy\n",
        ratings__csv="userId,movieId,rating,timestamp\n" + "".join(f"9,{n},4,1\n" for n in range(2, 1202)),
    )
    assert len(read.problems) == 101 and sum(problem.rows for problem in read.problems) == 1200
    assert told(read)[-1] == "ratings.csv: 1,100 more rows: item … is not in the catalogue"
