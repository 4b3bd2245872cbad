"""Codes and passwords are found by the words around them, however they are written; talk about them is taken."""

from __future__ import annotations

import pytest

from batalin.diagnosis.secrets import find_secret

KINDS = ("text", "order-number", "money", "date")
CODES = [
    "OTP 123456",
    "otp123456",
    "kode OTP saya: 123 456",
    "kode otp anda adalah 12-34-56",
    "OTP 6 digit 123456",
    "PIN ATM saya 1234",
    "pinnya 1234",
    "M-PIN: 123456",
    "PIN 1 2 3 4 5 6",
    "PIN 12345 2 kali",
    "CVV 123",
    "cvc2=1234",
    "kode verifikasi TikTok Anda 123456",
    "kode keamanan G-123456",
    "my verification code is 4821",
    "passcode 4821",
    "password: rahasia9",
    "kata sandi akun saya Abc12345",
    "sandi 1234567890",
    "123456 adalah kode verifikasi TikTok Anda",
    "4821 is your verification code",
    "OTP \u0661\u0662\u0663\u0664\u0665\u0666",
    "CVV nya 321",
    "CVV-nya tiga dua satu",
    "exp 12/27 cvc321",
    "exp 12/27, cvc 321",
    "password: rahasia ya kak",
    "password: abc",
    "pw:abc",
    "kata kunci = melati",
    "password saya: mawar",
    "password saya adalah mawar",
    "my password is sunshine",
    "kode saya 482913",
    "kodeku 482913",
    "my code is 482913",
    "kode masuk 482913",
    "kode sms 4829",
    "PIN satu dua tiga empat lima enam",
    "otp saya nol satu 2 tiga",
    "pin: one-two-three-four",
    "p i n 123456",
    "P.I.N: 123456",
    "o-t-p 482913",
    "0tp 482913",
    "c v v 321",
]
TALK = [
    "penjual minta OTP",
    "saya diminta PIN",
    "minta otp 2 kali",
    "pin 3 kali ditolak",
    "minta OTP 100 kali",
    "minta 6 digit OTP",
    "OTP 6 digit",
    "PIN pesanan 579012345678",
    "diminta PIN, 150000 hilang",
    "minta OTP lalu transfer 500000",
    "minta OTP jam 20.15",
    "OTP 20.15 WIB",
    "OTP 2026-11-20",
    "OTP tanggal 20/11/2026",
    "OTP ke 0812 3456 7890",
    "kata sandi 2 kali salah",
    "password 100rb",
    "password saya bocor",
    "kado untuk Sandi 150rb",
    "pinjam 12345",
    "Kabel 24 pin 1000",
    "Pin bros 1000 pcs",
    "mereka minta OTP",
    "minta OTP dua tiga kali",
    "mereka minta password dan OTP",
    "password wifi",
    "password wifi kantor",
    "password: lupa",
    "password saya adalah salah",
    "the password is wrong",
    "kado untuk Sandi: kaos",
    "kode voucher",
    "kode voucher saya 12345",
    "kode pos 12345",
    "kode pos saya 12345",
    "kode resi",
    "kode resi saya JP1234567890",
    "kode promo HEMAT50",
    "Kaos kode 1234",
    "kode saya salah",
    "pinjam",
    "boarding pass 12345",
    "Tas kompas: baru",
    "CV Maju Jaya 2020",
    "exp 12/27",
    "beli satu dua tiga hari lalu",
    "ukuran 1 2 3",
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", CODES)
def test_a_code_is_found_by_the_word_before_it(text: str, kind: str) -> None:
    assert find_secret(text, kind) == "code"


@pytest.mark.parametrize("text", TALK)
def test_talk_about_codes_is_taken(text: str) -> None:
    assert find_secret(text) == ""
