import mpmath
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from byhand import losses
from byhand.losses import (
    gan_discriminator,
    gan_discriminator_grad,
    gan_generator,
    gan_generator_grad,
    wgan_critic,
    wgan_critic_grad,
    wgan_generator,
    wgan_generator_grad,
)
from tests.tolerances import TOLERANCES

PAIRS = ["gan_discriminator", "wgan_critic"]
SINGLES = ["gan_generator", "wgan_generator"]
FAR = [-1e4, -700.0, -40.0, -10.0, -1e-8, 0.0, 1.0, 10.0, 40.0, 700.0, 1e4]
RTOL = {"float64": 1e-14, "float32": 5e-7}

seeds = st.integers(0, 2**32 - 1)
sizes = st.integers(1, 5)

every_library = pytest.mark.parametrize(
    "library", [np, torch], ids=["numpy", "torch"]
)
every_dtype = pytest.mark.parametrize("dtype", ["float64", "float32"])


def mp_softplus(z):
    return mpmath.log1p(mpmath.exp(mpmath.mpf(float(z))))


def mp_sigmoid(z):
    return 1 / (1 + mpmath.exp(-mpmath.mpf(float(z))))


def test_logits_of_0_cost_log_2_a_term_and_the_two_terms_are_added():
    zero = np.zeros(3)

    # -log(1/2) for the real and -log(1/2) for the fakes; no half.
    actual = gan_discriminator(zero, zero[:2])
    assert_allclose(actual, 2 * np.log(2), **TOLERANCES["exact"])
    assert_allclose(actual, 1.386294, rtol=1e-6)
    assert_allclose(gan_generator(zero), np.log(2), **TOLERANCES["exact"])
    assert_allclose(
        gan_generator(zero, saturating=True),
        -np.log(2),
        **TOLERANCES["exact"],
    )


def test_a_fake_that_is_found_out_still_pulls_unless_it_saturates():
    z = np.array([-10.0])

    # -1 / (1 + e^-10) and -1 / (1 + e^10)
    steep, flat = gan_generator_grad(z), gan_generator_grad(z, saturating=True)
    assert_allclose(steep, -1 / (1 + np.exp(-10.0)), **TOLERANCES["exact"])
    assert_allclose(steep, -0.999955, rtol=1e-6)
    assert_allclose(flat, -1 / (1 + np.exp(10.0)), **TOLERANCES["exact"])
    assert_allclose(flat, -4.54e-5, rtol=1e-4)


def test_a_discriminator_that_is_right_and_sure_costs_nothing():
    assert gan_discriminator(np.array([np.inf]), np.array([-np.inf])) == 0
    assert gan_discriminator(np.array([-np.inf]), np.array([0.0])) == np.inf
    assert gan_discriminator(np.array([0.0]), np.array([np.inf])) == np.inf


@every_dtype
@every_library
def test_gan_losses_keep_their_digits_from_end_to_end(dtype, library):
    for z in np.array(FAR, dtype):
        x = library.asarray(np.array([z]))
        sure = library.asarray(np.array([np.inf], dtype))

        with mpmath.workdps(30):
            high, low = float(mp_softplus(-z)), float(mp_softplus(z))
            up, down = float(mp_sigmoid(z)), float(mp_sigmoid(-z))
        tolerance = {"rtol": RTOL[dtype], "atol": np.finfo(dtype).tiny}
        for value, expected in [
            (gan_discriminator(x, -sure), high),
            (gan_discriminator(sure, x), low),
            (gan_generator(x), high),
            (gan_generator(x, saturating=True), -low),
            (gan_discriminator_grad(x, -sure)[0], -down),
            (gan_discriminator_grad(sure, x)[1], up),
            (gan_generator_grad(x), -down),
            (gan_generator_grad(x, saturating=True), -up),
        ]:
            actual = np.asarray(value).astype("float64")
            assert_allclose(actual, expected, **tolerance)


@every_dtype
def test_autograd_of_gan_losses_is_right_at_the_ends_too(dtype):
    x = torch.tensor(
        [-np.inf, -1e4, -10, 0, 10, 1e4, np.inf], dtype=getattr(torch, dtype)
    ).requires_grad_()

    for f, grads in [
        (lambda z: gan_generator(z), gan_generator_grad(x.detach())),
        (
            lambda z: gan_generator(z, saturating=True),
            gan_generator_grad(x.detach(), saturating=True),
        ),
        (
            lambda z: gan_discriminator(z, 0 * z.detach()[1:2]),
            gan_discriminator_grad(x.detach(), x.detach())[0],
        ),
        (
            lambda z: gan_discriminator(0 * z.detach()[1:2], z),
            gan_discriminator_grad(x.detach(), x.detach())[1],
        ),
    ]:
        (auto,) = torch.autograd.grad(f(x), x)
        assert torch.isfinite(auto).all()
        assert_allclose(auto, grads, rtol=RTOL[dtype], atol=1e-30)


def test_the_slopes_at_infinity_are_0_and_1():
    ends = np.array([-np.inf, np.inf])

    assert gan_generator_grad(ends).tolist() == [-0.5, 0]
    assert gan_generator_grad(ends, saturating=True).tolist() == [0, -0.5]
    real, fake = gan_discriminator_grad(ends, ends)
    assert real.tolist() == [-0.5, 0]
    assert fake.tolist() == [0, 0.5]


@given(seed=seeds, n=sizes, m=sizes)
def test_the_discriminator_is_symmetric_in_real_and_fake(seed, n, m):
    rng = np.random.default_rng(seed)
    real, fake = rng.standard_normal(n), rng.standard_normal(m)

    actual = gan_discriminator(-fake, -real)

    assert_allclose(actual, gan_discriminator(real, fake), rtol=1e-12)


@given(seed=seeds, n=sizes, m=sizes)
def test_the_saturating_generator_plays_against_the_discriminator(seed, n, m):
    rng = np.random.default_rng(seed)
    real, fake = rng.standard_normal(n), rng.standard_normal(m)

    _, against = gan_discriminator_grad(real, fake)

    assert_allclose(gan_generator_grad(fake, saturating=True), -against)


@given(seed=seeds, n=sizes, m=sizes)
def test_a_batch_twice_over_changes_no_loss(seed, n, m):
    rng = np.random.default_rng(seed)
    real, fake = rng.standard_normal(n), rng.standard_normal(m)
    twice = np.tile(real, 2), np.tile(fake, 2)

    for name in PAIRS:
        f = getattr(losses, name)
        assert_allclose(f(*twice), f(real, fake), rtol=1e-12, atol=1e-14)
    for name in SINGLES:
        f = getattr(losses, name)
        assert_allclose(f(twice[1]), f(fake), rtol=1e-12, atol=1e-14)


def test_wgan_losses_of_five_scores_by_hand():
    real, fake = np.array([3.0, 2.0, 4.0]), np.array([1.0, -2.0])

    # (1 - 2) / 2 - (3 + 2 + 4) / 3 and -(1 - 2) / 2
    assert wgan_critic(real, fake) == -3.5
    assert wgan_generator(fake) == 0.5
    dreal, dfake = wgan_critic_grad(real, fake)
    assert_allclose(dreal, [-1 / 3] * 3, **TOLERANCES["exact"])
    assert dfake.tolist() == [0.5, 0.5]
    assert wgan_generator_grad(fake).tolist() == [-0.5, -0.5]


@given(seed=seeds, n=sizes, m=sizes)
def test_the_critic_ignores_a_shift_and_grows_with_the_scores(seed, n, m):
    rng = np.random.default_rng(seed)
    real, fake = rng.standard_normal(n), rng.standard_normal(m)
    loss = wgan_critic(real, fake)

    # Nothing here bounds the critic: scores 1e6 times as large, so the loss.
    close = {"rtol": 1e-12, "atol": 1e-13}
    assert_allclose(wgan_critic(real + 2, fake + 2), loss, **close)
    assert_allclose(wgan_critic(1e6 * real, 1e6 * fake) / 1e6, loss, **close)


@every_dtype
@every_library
def test_scores_of_any_size_are_averaged(dtype, library):
    big = library.asarray(np.array([1e30, 3e30], dtype))

    assert_allclose(float(wgan_critic(big, -big)), -4e30, rtol=RTOL[dtype])
    assert wgan_generator(library.asarray(np.array([np.inf]))) == -np.inf
    assert wgan_generator_grad(big).tolist() == [-0.5, -0.5]


def test_the_discriminator_step_leaves_a_detached_generator_alone():
    generator, critic = torch.nn.Linear(1, 1), torch.nn.Linear(1, 1)
    fake = generator(torch.ones(4, 1)).detach()

    gan_discriminator(critic(torch.ones(3, 1)), critic(fake)).backward()

    assert critic.weight.grad is not None
    assert generator.weight.grad is None


def test_a_float_and_a_tensor_go_together():
    z = torch.zeros(2, dtype=torch.float64, requires_grad=True)

    for loss in (gan_discriminator(0.0, z), gan_discriminator(z, 0.0)):
        (grad,) = torch.autograd.grad(loss, z)
        assert_allclose(loss.item(), 2 * np.log(2), rtol=1e-14)
        assert_allclose(abs(grad), [0.25, 0.25], rtol=1e-14)
    assert wgan_critic(z, 1.0) == 1
    assert wgan_critic(1.0, z) == -1
    for pair in [(0.0, z.detach()), (z.detach(), 0.0)]:
        assert [float(g.sum()) for g in wgan_critic_grad(*pair)] == [-1, 1]


@pytest.mark.parametrize("name", PAIRS + SINGLES)
@pytest.mark.parametrize("end", ["", "_grad"])
def test_bad_scores_are_refused_by_name(name, end):
    f = getattr(losses, name + end)
    word = "logits" if name.startswith("gan") else "scores"
    good, count = np.ones(2), 2 if name in PAIRS else 1
    names = [f"real_{word}", f"fake_{word}"][-count:]

    for i, argument in enumerate(names):
        for bad, error, message in [
            (np.ones((0, 2)), ValueError, "must not be empty; got shape"),
            ([1.0], TypeError, "must be an array or a tensor; got list"),
            (1, TypeError, "must be floating point; got 1: write 1.0"),
            (np.ones(2, int), TypeError, "must be real floating point"),
            (None, TypeError, "must be an array or a tensor; got NoneType"),
        ]:
            args = [good] * count
            args[i] = bad
            with pytest.raises(error, match=f"^{argument} {message}"):
                f(*args)


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("end", ["", "_grad"])
def test_real_and_fake_of_two_libraries_are_refused(name, end):
    with pytest.raises(TypeError, match="must be arrays of one kind"):
        getattr(losses, name + end)(np.ones(2), torch.ones(2))
